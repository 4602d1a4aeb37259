//! Joining, probation and turning full: what a row says of them must fit together.

use chrono::NaiveDate;

use crate::{
    clock::next_day,
    import::{findings::Findings, table::Line, take, values},
    members::{Standing, checks},
};

/// 正式 or 预备, held against 转正时间, unless that could not be read.
pub fn standing(
    line: &Line<'_, '_>,
    full: Option<values::Date>,
    full_readable: bool,
    findings: &mut Findings,
) -> Option<Standing> {
    const COLUMN: &str = "党员类别";
    let before = findings.errors();
    let written = take(written_standing(line), line, findings, COLUMN);
    if findings.errors() > before || !full_readable {
        return None;
    }
    let says_probation = line.cell("转正时间").is_some_and(|cell| values::is_probation(&cell.text));
    match (written, full) {
        (Some(Standing::Full), None) if says_probation => line.error(
            findings,
            "转正时间",
            "党员类别是正式党员，转正时间却写着预备期；请核对是否已转正，改正其中一处",
        ),
        (Some(written), full) => {
            super::say(line, checks::standing(written, full.map(|date| date.day)), findings);
        }
        (None, None) if !says_probation => line.warning(
            findings,
            COLUMN,
            "没有写党员类别，也没有转正时间，无法断定是正式党员还是预备党员，新登记的按无数据登记，已在册的不改；请补填",
        ),
        _ => {}
    }
    written.or(match full {
        Some(_) => Some(Standing::Full),
        None if says_probation => Some(Standing::Probationary),
        None => None,
    })
}

fn written_standing(line: &Line<'_, '_>) -> values::Read<Option<Standing>> {
    let Some(written) = values::name(line.cell("党员类别"))? else { return Ok(None) };
    match written.as_str() {
        "正式党员" | "正式" | "中共党员" | "中共正式党员" | "党员" => {
            Ok(Some(Standing::Full))
        }
        "预备党员" | "预备" | "中共预备党员" | "预备期" => Ok(Some(Standing::Probationary)),
        _ => Err(format!("看不懂党员类别“{written}”；请写正式党员或预备党员")),
    }
}

/// Birth, joining and turning full come in this order. A month alone is taken at its best.
pub fn check_order(
    line: &Line<'_, '_>,
    birth: Option<values::Date>,
    joined: Option<values::Date>,
    full: Option<values::Date>,
    findings: &mut Findings,
) {
    if let (Some(birth), Some(joined)) = (birth, joined) {
        super::say(line, checks::joining(birth.day, last_possible(joined)), findings);
    }
    if let (Some(joined), Some(full)) = (joined, full) {
        super::say(line, checks::turning(joined.day, last_possible(full)), findings);
    }
}

fn last_possible(date: values::Date) -> NaiveDate {
    if !date.month_only {
        return date.day;
    }
    let next = date.day.checked_add_months(chrono::Months::new(1)).and_then(|day| day.pred_opt());
    next.unwrap_or_else(|| next_day(date.day))
}
