//! What a cell says: text, names, dates, numbers, each with the sentence for what cannot be read.

use chrono::NaiveDate;

use super::workbook::{Cell, CellKind};
use crate::text;

/// What clerks write where nothing is known (`domain.md` §2 H: no empty cell, use 无 or —).
const NOTHING: [&str; 14] =
    ["—", "——", "–", "-", "--", "－", "/", "\\", "无", "暂无", "不详", "未知", "空", "无数据"];
/// What stands in 转正时间 while it is not yet there.
const PROBATION: [&str; 4] = ["预备期", "预备", "预备党员", "未转正"];

/// What a value is read as, or why not, in Chinese.
pub type Read<T> = std::result::Result<T, String>;

/// A day read from a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The day; the first of the month when only the month was written.
    pub day: NaiveDate,
    /// Whether only year and month were written.
    pub month_only: bool,
}

/// Text in one line; none for nothing and for the words that mean nothing.
///
/// # Errors
/// The sentence for formulas and error values.
pub fn text(cell: Option<&Cell>) -> Read<Option<String>> {
    let Some(cell) = cell else { return Ok(None) };
    let value = text::tidy(&cell.text);
    match cell.kind {
        CellKind::Formula => Err(format!(
            "单元格里是公式“{}”，程序不计算公式；请把这一列复制后“选择性粘贴”为数值，再导入",
            shortened(&value)
        )),
        CellKind::Error => Err(format!("单元格是错误值“{value}”；请改正表格里的公式或重新填写，再导入")),
        _ => Ok(Some(value).filter(|value| !value.is_empty() && !NOTHING.contains(&value.as_str()))),
    }
}

/// The beginning of a text, for a sentence about it.
pub fn shortened(text: &str) -> String {
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A name: no spaces inside, no formula.
///
/// # Errors
/// The sentence for formulas, also for text that a spreadsheet would take for one.
pub fn name(cell: Option<&Cell>) -> Read<Option<String>> {
    let formula = |shown: &str| {
        Err(format!("这里应是名称，却是公式“{}”；公式不会被计算，请改为文字后再导入", shortened(shown)))
    };
    let Some(cell) = cell else { return Ok(None) };
    let shown = text::squeeze(&cell.text);
    if cell.kind == CellKind::Formula || shown.starts_with(['=', '+', '@']) {
        return formula(&shown);
    }
    Ok(text(Some(cell))?.map(|value| text::squeeze(&value)))
}

/// Digits that must all be there: ID numbers, phones, codes.
///
/// # Errors
/// The sentence for formulas and for digits lost to scientific notation.
pub fn digits(cell: Option<&Cell>) -> Read<Option<String>> {
    let Some(value) = text(cell)? else { return Ok(None) };
    let value = text::squeeze(&value);
    if is_scientific(&value) {
        return Err(format!(
            "号码被表格软件变成了科学计数“{value}”，末几位数字已经丢失；请先把这一列设为文本格式，再照原件重新填写"
        ));
    }
    Ok(Some(value))
}

fn is_scientific(value: &str) -> bool {
    let upper = value.to_uppercase();
    let Some((digits, power)) = upper.split_once('E') else { return false };
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain(digits) && plain(power.trim_start_matches('+'))
}

/// Whether a text in 转正时间 says that the time has not come.
pub fn is_probation(written: &str) -> bool {
    PROBATION.contains(&text::squeeze(written).as_str())
}

/// How dates may be written.
const DATE_FORMS: &str = "请写成 1975-06-03、1975.6.3、1975年6月3日 或 19750603";

/// A day. Years have four digits; a bare 1975.1 in a number cell could be January or October.
///
/// # Errors
/// The sentence for what is no date, or no day of the calendar.
pub fn date(cell: Option<&Cell>) -> Read<Option<Date>> {
    let Some(value) = text(cell)? else { return Ok(None) };
    let kind = cell.map(|cell| cell.kind);
    let squeezed = text::squeeze(&value);
    if is_probation(&squeezed) {
        return Ok(None);
    }
    let unreadable = || format!("看不懂日期“{value}”；{DATE_FORMS}");
    // A time of day after the date says nothing here.
    let written = match value.split_once(' ') {
        Some((day, time)) if time.contains(':') && day.chars().any(|c| c.is_ascii_digit()) => {
            text::squeeze(day)
        }
        _ => squeezed,
    };
    let trimmed = written.trim_end_matches(['日', '号', '月', '年', '.']);
    let plain: String = trimmed
        .chars()
        .map(|c| {
            if matches!(c, '年' | '月' | '.' | '/' | '-' | '－' | '–' | '—' | '。' | '、') {
                '-'
            } else {
                c
            }
        })
        .collect();
    let parts: Vec<&str> = plain.split('-').collect();
    if parts.iter().any(|part| part.is_empty() || !part.chars().all(|c| c.is_ascii_digit())) {
        return Err(unreadable());
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let cut = |text: &'_ str, from: usize, to: usize| text.get(from..to).and_then(number);
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 => (cut(whole, 0, 4), cut(whole, 4, 6), Some(cut(whole, 6, 8))),
        [whole] if whole.len() == 6 => (cut(whole, 0, 4), cut(whole, 4, 6), None),
        [whole] if whole.len() == 5 && kind == Some(CellKind::Number) => {
            return Err(format!(
                "“{value}”像是表格软件里日期的内部序号；请把这一列设为日期格式，或{}",
                DATE_FORMS.trim_start_matches('请')
            ));
        }
        [year] if year.len() == 4 => {
            return Err(format!("日期“{value}”只有年份；请补上月和日，{DATE_FORMS}"));
        }
        [year, month] if year.len() == 4 => {
            if kind == Some(CellKind::Number) && *month == "1" && value.contains('.') {
                return Err(format!(
                    "数字“{value}”可能是1月，也可能是10月（末尾的0会被表格软件去掉）；请改写成 {year}-01 或 {year}-10"
                ));
            }
            (number(year), number(month), None)
        }
        [year, month, day] if year.len() == 4 => (number(year), number(month), Some(number(day))),
        [year, ..] if year.len() == 2 && parts.len() > 1 => {
            return Err(format!("日期“{value}”的年份只有两位；请写四位年份，{DATE_FORMS}"));
        }
        _ => return Err(unreadable()),
    };
    let month_only = day.is_none();
    let (Some(year), Some(month), Some(day)) = (year, month, day.unwrap_or(Some(1))) else {
        return Err(unreadable());
    };
    let built = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    match built.filter(|_| (1850..=2200).contains(&year)) {
        Some(day) => Ok(Some(Date { day, month_only })),
        None => Err(format!("日期“{value}”不存在；请对照原件核对，{DATE_FORMS}")),
    }
}

/// A number of papers.
///
/// # Errors
/// The sentence for what is no whole number.
pub fn count(cell: Option<&Cell>) -> Read<Option<u64>> {
    let Some(value) = text(cell)? else { return Ok(None) };
    let digits = text::squeeze(&value);
    let digits = digits.trim_end_matches(['张', '份', '票']);
    match digits.parse() {
        Ok(count) => Ok(Some(count)),
        Err(_) => Err(format!("“{value}”不是张数；请写阿拉伯数字，例如 18")),
    }
}
