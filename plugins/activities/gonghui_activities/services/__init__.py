"""Changes of activities: the plan, the lists, and the day itself."""
