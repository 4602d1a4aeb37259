"""1,000,000 ballots counted from SQLite in Python: per subject, item and grade."""
import sqlite3
import sys
from collections import Counter

counts = {}
for subject, marks, copies in sqlite3.connect(sys.argv[1]).execute(
        "SELECT evaluation_id, marks, copies FROM ballot"):
    items = counts.setdefault(subject, [Counter() for _ in marks])
    for item, mark in zip(items, marks):
        item[mark] += copies
total = sum(sum(items[0].values()) for items in counts.values())
for items in counts.values():
    for item in items:
        valid = sum(item.values())
        round((item["1"] + item["2"] + item["3"]) / valid * 100, 2)
print(total, file=sys.stderr)
