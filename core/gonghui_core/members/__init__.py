"""The member register: who was a member, in which branch, with which standing, on any day."""
