"""How large the seals of an office are, part by part."""
import sqlite3
import sys

parts = ("figures", "pdf", "xlsx", "html")
lengths = ", ".join(f"length({part})" for part in parts)
for key, version, *sizes in sqlite3.connect(sys.argv[1]).execute(
        f"SELECT layout_key, version, {lengths} FROM sealed_report"):
    named = ", ".join(f"{part} {size / 2 ** 20:.2f}" for part, size in zip(parts, sizes))
    print(f"  {key} version {version}: {sum(sizes) / 2 ** 20:.2f} MB ({named})")
