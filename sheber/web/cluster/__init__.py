"""The room of a cluster manager: the passport, partners, money, the monthly report."""
