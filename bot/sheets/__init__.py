"""Sheets and posters as PDF, drawn in processes of their own: knowledge makes no files, handlers know no process."""
