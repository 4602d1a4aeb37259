"""The quarterly table of every branch from SQLite: counted by a fold over the events, written with
xlsxwriter or openpyxl, and with reportlab. The same tables, lines and words as the program's."""
import sqlite3
import sys
from collections import Counter, defaultdict

database, tool, xlsx, pdf, font = sys.argv[1:6]
AS_OF, FIRST, YEAR = "2012-12-31", "2012-10-01", "2012-01-01"
connection = sqlite3.connect(database)
branches = connection.execute(
    "SELECT id, name FROM organization WHERE kind <> '党小组' ORDER BY position").fetchall()
figures = defaultdict(Counter)  # branch -> figure -> count

facts = {row[0]: row[1:] for row in connection.execute("SELECT id, sex, ethnicity FROM member")}
state = {}
for member, kind, on, branch, standing, category in connection.execute(
        "SELECT member_id, kind, happened_on, organization_id, standing, category FROM membership_event"
        " WHERE happened_on <= ? ORDER BY member_id, happened_on, id", (AS_OF,)):
    own = state.setdefault(member, [None, None, None, False])
    quarter = FIRST <= on
    if kind in ("转出", "停止党籍", "出党", "去世"):
        own[3] = False
        figures[own[0]]["decrease"] += quarter
        continue
    if kind == "内部调动":
        figures[own[0]]["decrease"] += quarter
        figures[branch]["increase"] += quarter
    elif kind in ("接收预备", "转入", "恢复"):
        figures[branch or own[0]]["increase"] += quarter
    if kind in ("期初登记", "接收预备", "转入", "恢复", "内部调动"):
        own[3], own[0] = True, branch or own[0]
        own[1] = "预备党员" if kind == "接收预备" else standing or own[1]
        own[2] = category or own[2]
    elif kind == "转正":
        own[1] = "正式党员"
    elif kind in ("在职", "离退休"):
        own[2] = kind
branch_of = {}
for member, (branch, standing, category, there) in state.items():
    if not there:
        continue
    branch_of[member] = branch
    sex, ethnicity = facts[member]
    count = figures[branch]
    count["total"] += 1
    count[standing] += 1
    count[category] += 1
    count["女"] += sex == "女"
    count["少数民族"] += ethnicity not in (None, "汉族")
pledging = set()
for branch, member, deadline, fulfilled in connection.execute(
        "SELECT organization_id, member_id, deadline, fulfilled_on FROM pledge WHERE year = 2012"):
    count = figures[branch or branch_of.get(member)]
    count["organization_items" if branch else "member_items"] += 1
    pledging.add((branch, member))
    if fulfilled and fulfilled <= AS_OF:
        count["fulfilled"] += 1
        count["fulfilled_in"] += fulfilled >= FIRST
    if deadline and deadline <= AS_OF:
        count["due"] += 1
        count["fulfilled_due"] += bool(fulfilled and fulfilled <= AS_OF)
for branch, member in pledging:
    figures[branch or branch_of.get(member)]["pledging" if branch else "pledging_members"] += 1
for branch, issued, collected, category, marks, copies in connection.execute(
        "SELECT e.organization_id, 0, 0, b.voter_category, b.marks, b.copies FROM ballot b"
        " JOIN evaluation e ON e.id = b.evaluation_id JOIN meeting m ON m.id = e.meeting_id"
        " WHERE e.organization_id IS NOT NULL AND m.held_on BETWEEN ? AND ?", (FIRST, AS_OF)):
    count = figures[branch]
    count["valid"] += copies
    count["party voters" if category == "党员" else "other voters"] += copies
    count["satisfied"] += copies * (marks[-1] in "123")
for branch, issued, collected in connection.execute(
        "SELECT organization_id, sum(issued), sum(collected) FROM evaluation e JOIN meeting m ON m.id = e.meeting_id"
        " WHERE organization_id IS NOT NULL AND held_on BETWEEN ? AND ? GROUP BY 1", (FIRST, AS_OF)):
    figures[branch].update(meetings=1, issued=issued, collected=collected)

rate = lambda part, whole: lambda c: f"{c[part] / c[whole] * 100:.2f}" if c[whole] else "—"
key = lambda name: lambda c: c[name]
none = lambda c: "—"
TABLES = [
    ("一、组织与党员", [("党员数", key("total")), ("正式党员", key("正式党员")), ("预备党员", key("预备党员")), ("女", key("女")),
                ("少数民族", key("少数民族")), ("在职", key("在职")), ("离退休", key("离退休")), ("本季增", key("increase")),
                ("本季减", key("decrease"))]),
    ("二、公开承诺", [("承诺党组织数", key("pledging")), ("承诺党员数", key("pledging_members")),
               ("承诺党员比率％", rate("pledging_members", "total")), ("党组织承诺事项", key("organization_items")),
               ("党员承诺事项", key("member_items")), ("本季兑现", key("fulfilled_in")), ("累计兑现", key("fulfilled")),
               ("到期", key("due")), ("兑现率％", rate("fulfilled_due", "due"))]),
    ("三、讲评点评", [(head, none) for head in ("讲评支部数", "点评党组织数", "点评党员（人次）", "点评意见条数", "已整改条数")]),
    ("四、群众评议", [("评议场次", key("meetings")), ("参评人数", key("valid")), ("党员", key("party voters")),
               ("群众", key("other voters")), ("发出", key("issued")), ("收回", key("collected")), ("有效", key("valid")),
               ("满意率％", rate("satisfied", "valid"))]),
    ("五、亮牌示范", [(head, none) for head in ("挂牌党员数", "季考核不合格", "诫勉谈话人次", "示范岗数", "责任区数")]),
    ("六、服务群众", [(head, none) for head in ("结对帮扶对数", "帮扶困难户", "慰问次数", "办实事件数", "民情日记篇数")]),
    ("七、宣传督导", [(head, none) for head in ("简报期数", "信息采用", "督查次数", "通报次数", "台账问题数", "已销号数")]),
    ("八、组织生活", [(head, none) for head in ("党员大会", "支委会", "党小组会", "党课", "参加率")]),
    ("九、表彰", [(head, none) for head in ("先进组织", "优秀党员", "优秀党务工作者")]),
]
whole = Counter()
for count in figures.values():
    whole.update(count)
lines = [(number, name, figures[branch]) for number, (branch, name) in enumerate(branches, 1)] + [("", "合计", whole)]
grids = [(heading, ["序号", "党组织"] + [head for head, _ in columns],
          [[number, name] + [of(count) for _, of in columns] for number, name, count in lines])
         for heading, columns in TABLES]
title = "2012年第四季度创先争优活动情况统计表"

if tool == "xlsxwriter":
    import xlsxwriter
    book = xlsxwriter.Workbook(xlsx, {"constant_memory": True})
    border = book.add_format({"border": 1, "font_name": "仿宋_GB2312", "font_size": 10.5, "align": "center"})
    bold = book.add_format({"bold": True, "font_size": 16})
    sheet = book.add_worksheet("季度统计表")
    sheet.write_row(0, 0, [title], bold)
    line = 2
    for heading, head, rows in grids:
        for row in ([heading], head, *rows):
            sheet.write_row(line, 0, row, border)
            line += 1
    book.close()
else:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Border, Font, Side
    thin = Side(style="thin")
    border, face = Border(thin, thin, thin, thin), Font(name="仿宋_GB2312", size=10.5)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("季度统计表")
    sheet.append([title])
    for heading, head, rows in grids:
        for row in ([heading], head, *rows):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value)
                cell.border, cell.font = border, face
                cells.append(cell)
            sheet.append(cells)
    book.save(xlsx)

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

pdfmetrics.registerFont(TTFont("K", font))
style = TableStyle([("FONT", (0, 0), (-1, -1), "K", 10.5), ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                    ("ALIGN", (2, 0), (-1, -1), "CENTER")])
parts = [Paragraph(title, ParagraphStyle("title", fontName="K", fontSize=18, leading=30, alignment=1))]
for heading, head, rows in grids:
    parts.append(Paragraph(heading, ParagraphStyle("head", fontName="K", fontSize=12, leading=20)))
    widths = [12 * mm, 55 * mm] + [200 * mm / len(head[2:])] * len(head[2:])
    parts.append(LongTable([head] + rows, colWidths=widths, repeatRows=1, style=style))
number = lambda canvas, document: (canvas.setFont("K", 9),
                                   canvas.drawCentredString(148 * mm, 8 * mm, f"第 {document.page} 页"))
SimpleDocTemplate(pdf, pagesize=landscape(A4), leftMargin=15 * mm, rightMargin=15 * mm, topMargin=15 * mm,
                  bottomMargin=15 * mm).build(parts, onFirstPage=number, onLaterPages=number)
