"""Every member and movement indicator of a large office, counted from SQLite by a fold over the
events: the quarter and the year to date. Prints JSON: {key: [quarter, year to date]}."""
import json
import sqlite3
import sys
from collections import Counter
from datetime import date

database, as_of, quarter, year = sys.argv[1], sys.argv[2], sys.argv[3].split(".."), sys.argv[4].split("..")
day = date.fromisoformat(as_of)
connection = sqlite3.connect(database)
members, spans = Counter(), {name: Counter() for name in ("quarter", "year")}
bounds = {"quarter": quarter, "year": year}
AGES = [30, 35, 40, 45, 50, 55, 60]
AGE_NAMES = ["..30", "31..35", "36..40", "41..45", "46..50", "51..55", "56..60", "61.."]
PARTY_NAMES = ["..9", "10..19", "20..29", "30..39", "40..49", "50.."]
EDUCATION = {"博士研究生": "研究生", "硕士研究生": "研究生", "研究生": "研究生", "大学本科": "大学本科", "大专": "大专",
             "中专": "中专高中", "高中": "中专高中", "初中": "初中及以下", "小学及以下": "初中及以下"}
JOINED = [("1949-09-30", "..1949-09-30"), ("1978-12-31", "1949-10-01..1978-12-31"),
          ("2012-10-31", "1979-01-01..2012-10-31"), ("9999", "2012-11-01..")]
MOVES = {"期初登记": "opened", "接收预备": "admitted", "转正": "turned_full", "转入": "transferred_in",
         "转出": "transferred_out", "停止党籍": "suspended", "出党": "expelled", "去世": "died", "恢复": "restored",
         "离退休": "retired"}
LEFT = {"转出", "停止党籍", "出党", "去世"}
ENTERED = {"期初登记", "接收预备", "转入", "恢复"}


def years(born):
    born = date.fromisoformat(born)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


facts = {row[0]: row[1:] for row in connection.execute(
    "SELECT id, sex, ethnicity, birth_date, education, joined_on, full_on FROM member")}
fold = {}
for member, kind, on, standing, category in connection.execute(
        "SELECT member_id, kind, happened_on, standing, category FROM membership_event"
        " WHERE happened_on <= ? ORDER BY member_id, happened_on, id", (as_of,)):
    state = fold.setdefault(member, [False, None, None, {}])
    for name, (first, last) in bounds.items():
        if on < first:
            state[3][name] = kind not in LEFT and (kind in ENTERED or state[0])
        elif on <= last:
            if kind == "内部调动":
                spans[name]["moved_in"] += 1
                spans[name]["moved_out"] += 1
            elif kind in MOVES:
                spans[name][MOVES[kind]] += 1
    if kind in LEFT:
        state[0] = False
    elif kind in ENTERED:
        state[0] = True
        state[1] = "预备党员" if kind == "接收预备" else standing or state[1]
        state[2] = category or state[2]
    elif kind == "转正":
        state[1] = "正式党员"
    elif kind in ("在职", "离退休"):
        state[2] = kind
for member, (there, standing, category, before) in fold.items():
    for name, was_there in before.items():
        spans[name]["at_start"] += was_there
    if not there:
        continue
    sex, ethnicity, born, education, joined, full = facts[member]
    members["total"] += 1
    members[{"正式党员": "full", "预备党员": "probationary"}.get(standing, "standing_unknown")] += 1
    members[{"男": "male", "女": "female"}.get(sex, "sex_unknown")] += 1
    members["ethnicity_unknown" if ethnicity is None else "han" if ethnicity == "汉族" else "minority"] += 1
    if born is None:
        members["age_unknown"] += 1
    else:
        age = years(born)
        members[f"age[{AGE_NAMES[sum(age > top for top in AGES)]}]"] += 1
    group = EDUCATION.get(education)
    members[f"education[{group}]" if group else "education_unknown"] += 1
    members["college_or_above"] += group in ("研究生", "大学本科", "大专")
    members[{"在职": "serving", "离退休": "retired"}.get(category, "category_unknown")] += 1
    if joined is None:
        members["joined_unknown"] += 1
    else:
        members[f"joined[{next(name for last, name in JOINED if joined <= last)}]"] += 1
    if standing == "预备党员":
        members["party_age_none"] += 1
    elif standing is None or full is None:
        members["party_age_unknown"] += 1
    else:
        members[f"party_age[{PARTY_NAMES[min(years(full) // 10, 5)]}]"] += 1
figures = {f"members.{key}": [count, count] for key, count in members.items()}
for key, part in (("female_rate", "female"), ("minority_rate", "minority"), ("college_rate", "college_or_above")):
    share = f"{members[part] / members['total'] * 100:.2f}"
    figures[f"members.{key}"] = [share, share]
figures["members.total_at_start"] = [spans["quarter"]["at_start"], spans["year"]["at_start"]]
for span in spans.values():
    span["increase"] = span["admitted"] + span["transferred_in"] + span["restored"]
    span["decrease"] = sum(span[key] for key in ("transferred_out", "suspended", "expelled", "died"))
for key in (*MOVES.values(), "moved_in", "moved_out", "increase", "decrease"):
    figures[f"movements.{key}"] = [spans["quarter"][key], spans["year"][key]]
json.dump(figures, sys.stdout, ensure_ascii=False)
