"""Problems of planning and their plans, as files."""
