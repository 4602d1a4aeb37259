"""Files made to hurt, for the figures of `make bench`: hostile.py FOLDER."""
import sys
import zipfile
from pathlib import Path

import xlsxwriter

folder = Path(sys.argv[1])
with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb:
    bomb.writestr("[Content_Types].xml", "<Types/>")
    bomb.writestr("xl/workbook.xml", "<workbook/>")
    with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
        for _ in range(1024):
            sheet.write(bytes(1 << 20))
with xlsxwriter.Workbook(folder / "corners.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write(0, 0, "姓名")
    sheet.write(1048575, 16383, "x")
with open(folder / "big.csv", "wb") as big:
    big.write("姓名,性别\n".encode())
    big.truncate(201_000_000)
