"""1,000 evaluation sheets to one PDF with reportlab: the same grid, the same words."""
import sys
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

out, font, copies = sys.argv[1], sys.argv[2], int(sys.argv[3])
pdfmetrics.registerFont(TTFont("K", font))
items = ["组织开展创先争优活动情况", "推动本单位中心工作和重点任务完成情况", "创先争优承诺践诺情况",
         "发挥职能优势为群众办实事、做好事、解难事情况", "加强基层党组织和党员队伍建设情况", "总体评价"]
grades = ["满意", "比较满意", "基本满意", "不满意", "不了解"]
columns = [28, 40, 119, 132, 145, 158, 171, 184]
canvas = Canvas(out, pagesize=A4)
for copy in range(1, copies + 1):
    canvas.setFont("K", 16)
    canvas.drawString(28 * mm, 250 * mm, "附件1")
    canvas.setFont("K", 22)
    canvas.drawCentredString(105 * mm, 235 * mm, "县司法局党组开展创先争优活动情况评议表")
    canvas.setFont("K", 10.5)
    canvas.drawRightString(184 * mm, 225 * mm, f"编号：{copy:05d}")
    x = 28
    for word in ["评议人类别：", "□党员", "□群众代表", "□服务对象代表", "□上级党组织", "□人大代表", "□政协委员", "□其他"]:
        canvas.drawString(x * mm, 218 * mm, word)
        x += 5 * len(word)
    y = 212
    heights = [14] + [12] * len(items)
    lines = [["序号", "评议内容"] + grades] + [[str(i + 1), item] for i, item in enumerate(items)]
    for height, line in zip(heights, lines):
        canvas.line(28 * mm, y * mm, 184 * mm, y * mm)
        for left, word in zip(columns, line):
            canvas.drawString((left + 1) * mm, (y - height / 2 - 1) * mm, word)
        y -= height
    canvas.line(28 * mm, y * mm, 184 * mm, y * mm)
    for x in columns:
        canvas.line(x * mm, 212 * mm, x * mm, y * mm)
    canvas.rect(28 * mm, (y - 50) * mm, 156 * mm, 50 * mm)
    canvas.drawString(30 * mm, (y - 6) * mm, "意见和建议：")
    canvas.drawString(28 * mm, (y - 58) * mm, "说明：1.在相应栏内划“√”，每项只选一个等次；2.本表不记名；")
    canvas.drawString(28 * mm, (y - 64) * mm, "3.未划为弃权，同项划两个及以上为该项无效。")
    canvas.drawRightString(184 * mm, (y - 74) * mm, "填表日期：    年  月  日")
    canvas.showPage()
canvas.save()
