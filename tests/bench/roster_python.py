"""A 100,000-row roster to xlsx from SQLite, with xlsxwriter or openpyxl in their lean modes."""
import sqlite3
import sys

tool, database, out = sys.argv[1:4]
head = ["序号", "姓名", "性别", "民族", "出生年月日", "学历", "入党时间", "转正时间", "党员类别", "党内职务", "所在党支部",
        "在职/离退休", "公民身份证号码", "手机号码", "备注"]
rows = sqlite3.connect(database).execute(
    "SELECT m.name, m.sex, m.ethnicity, m.birth_date, m.education, m.joined_on, m.full_on, e.standing, e.post, o.name,"
    " e.category, m.id_number, m.phone, m.note FROM member m JOIN membership_event e ON e.member_id = m.id"
    " JOIN organization o ON o.id = e.organization_id ORDER BY m.position")
if tool == "xlsxwriter":
    import xlsxwriter
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    border = book.add_format({"border": 1, "font_name": "仿宋_GB2312", "font_size": 10.5})
    sheet = book.add_worksheet("党员花名册")
    sheet.write_row(0, 0, head, border)
    for number, row in enumerate(rows, 1):
        sheet.write_number(number, 0, number, border)
        for column, value in enumerate(row, 1):
            sheet.write_string(number, column, value or "", border)
    book.close()
else:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Border, Font, Side
    thin = Side(style="thin")
    border, font = Border(thin, thin, thin, thin), Font(name="仿宋_GB2312", size=10.5)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("党员花名册")
    sheet.append(head)
    for number, row in enumerate(rows, 1):
        cells = []
        for value in (number, *row):
            cell = WriteOnlyCell(sheet, value)
            cell.border, cell.font = border, font
            cells.append(cell)
        sheet.append(cells)
    book.save(out)
