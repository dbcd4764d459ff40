"""What runs beside the conversation: detached tasks and jobs on a timetable."""
