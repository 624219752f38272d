"""Pages of the programme offices: what waits, the year as a river, plans, clearings, answers."""
