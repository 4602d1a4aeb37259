//! Words of a report: what is said when there is nothing to show.

use crate::{
    Error,
    clock::{Period, chinese_date},
    statistics::{
        books::Books,
        layout::{Layout, Table},
    },
};

pub(crate) use crate::clock::{period_name, quarter, this_period};

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
    let (what, hint, terminal) = if family("evaluations.") {
        match scheme {
            Some(scheme) => (
                format!("{days}没有按方案“{}”评议的记录", scheme.name),
                "请先导入或录入这个方案的评议票，或核对时段和所选党组织。",
                "请先导入或登记这个方案的评议票（xianfeng import ballots），或核对时段和所选党组织。",
            ),
            None => (
                format!("{days}没有群众评议的记录"),
                "请先导入或录入评议票，或核对时段和所选党组织；收回多于发出的评议无效，不计。",
                "请先用 xianfeng import ballots 导入评议票，或核对时段和所选党组织；收回多于发出的评议无效，不计。",
            ),
        }
    } else if family("pledges.") {
        (
            format!("{days}没有公开承诺的记录"),
            "请先导入或登记公开承诺，或核对时段和所选党组织。",
            "请先用 xianfeng import pledges 导入公开承诺，或核对时段和所选党组织。",
        )
    } else if let Some(opened) = books.window.opened.filter(|opened| period.to < *opened) {
        (
            format!("党员名册从{}起登记，{days}的情况没有记录", chinese_date(opened)),
            "请核对时段；期初登记以前的数不能由本台账统计。",
            "请核对时段；期初登记以前的数不能由本台账统计。",
        )
    } else {
        (
            format!("{days}没有可以统计的党组织和党员"),
            "请先导入党组织名册和党员花名册，或核对时段。",
            "请先导入党组织名册和党员花名册（xianfeng import organizations、members），或核对时段。",
        )
    };
    Error::refused(what).hint(hint).terminal(terminal)
}
