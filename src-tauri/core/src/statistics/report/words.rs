//! Words of a report: how a period is called, and what is said when there is nothing to show.

use chrono::Datelike;

use crate::{
    Error,
    clock::{Period, chinese_date},
    statistics::{
        books::Books,
        layout::{Layout, Table},
    },
};

/// 一 to 四, of a period that is a calendar quarter.
pub(crate) fn quarter(period: &Period) -> Option<&'static str> {
    let first = period.from.month0() / 3 * 3;
    let from = period.from.with_day(1)?.with_month0(first)?;
    let to = from.checked_add_months(chrono::Months::new(3))?.pred_opt()?;
    let whole = (from, to) == (period.from, period.to);
    ["一", "二", "三", "四"].get(first as usize / 3).copied().filter(|_| whole)
}

/// 本季, 本半年, 本年, 本月 or 本期.
pub(super) fn this_period(period: &Period) -> &'static str {
    let next = period.to.succ_opt().unwrap_or(period.to);
    let months = (next.year() - period.from.year()) * 12 + next.month() as i32 - period.from.month() as i32;
    match (period.from.day(), next.day(), months, period.from.month0()) {
        (1, 1, 12, 0) => "本年",
        (1, 1, 6, 0 | 6) => "本半年",
        (1, 1, 3, 0 | 3 | 6 | 9) => "本季",
        (1, 1, 1, _) => "本月",
        _ => "本期",
    }
}

/// 2012年第一季度, 2012年上半年, 2012年, 2012年3月, or day to day.
pub(crate) fn period_name(period: &Period) -> String {
    let year = period.from.year();
    match this_period(period) {
        "本年" => format!("{year}年"),
        "本半年" => format!("{year}年{}半年", if period.from.month() == 1 { "上" } else { "下" }),
        "本季" => format!("{year}年第{}季度", quarter(period).unwrap_or_default()),
        "本月" => format!("{year}年{}月", period.from.month()),
        _ => format!("{}至{}", chinese_date(period.from), chinese_date(period.to)),
    }
}

/// Nothing to show, and what to do.
pub(super) fn nothing(books: &Books, layout: &Layout, period: &Period) -> Error {
    let leaves = layout.tables.iter().flat_map(Table::leaves).filter_map(|leaf| leaf.indicator.as_ref());
    let mut asked: Vec<&String> = layout.needs.iter().collect();
    if asked.is_empty() {
        asked.extend(leaves);
    }
    let family = |name: &str| asked.iter().any(|key| key.starts_with(name));
    let mut sections = layout.tables.iter().flat_map(|table| &table.sections);
    let scheme = sections.find_map(|one| books.scheme(one.scheme.as_ref()?));
    let days = period_name(period);
    let (what, hint) = if family("evaluations.") {
        match scheme {
            Some(scheme) => (
                format!("{days}没有按方案“{}”评议的记录", scheme.name),
                "请先导入或登记这个方案的评议票（xianfeng import ballots），或核对时段和所选党组织。",
            ),
            None => (
                format!("{days}没有群众评议的记录"),
                "请先用 xianfeng import ballots 导入评议票，或核对时段和所选党组织；收回多于发出的评议无效，不计。",
            ),
        }
    } else if family("pledges.") {
        (
            format!("{days}没有公开承诺的记录"),
            "请先用 xianfeng import pledges 导入公开承诺，或核对时段和所选党组织。",
        )
    } else if let Some(opened) = books.window.opened.filter(|opened| period.to < *opened) {
        (
            format!("党员名册从{}起登记，{days}的情况没有记录", chinese_date(opened)),
            "请核对时段；期初登记以前的数不能由本台账统计。",
        )
    } else {
        (
            format!("{days}没有可以统计的党组织和党员"),
            "请先导入党组织名册和党员花名册（xianfeng import organizations、members），或核对时段。",
        )
    };
    Error::refused(what).hint(hint)
}
