"""Sheets as PDF: drawn in a process of their own. Here, since knowledge makes no files and handlers know no process."""
