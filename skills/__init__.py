"""The skill manifest that agent hosts read, and from which the attribution headers come."""
