"""Pages of a regional ministry or akimat: demand to confirm, seats, people in and out, jobs."""
