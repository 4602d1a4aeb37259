//! A filled layout on paper: title, heads of any depth, sections, totals, notes and signatures. One
//! module for every table that is data; a table's own look comes from its layout alone.
//!
//! Not here: counting ([`crate::statistics::report`]), and 逐项汇总, whose rows are no layout's.

mod grid;
mod widths;

use std::sync::Arc;

use super::{
    Block, Document, Face, Footer, Paper, Section, TextStyle,
    conventions::{UNDER_TABLE, Unit, foot_lines, foot_of, notes, period_words, title, unit_line},
    desk::Desk,
    item_summary,
};
use crate::{
    Result,
    clock::chinese_date,
    error::OrNotFound,
    statistics::{
        layout::{HeadDate, Layout, Orientation, PaperSize, placeholders, store},
        report::{FillRequest, Report, fill, period_name, quarter},
    },
};

/// The table that the desk was asked for, ready-made or the office's own.
pub(super) fn load(desk: &Desk<'_>) -> Result<Vec<Document>> {
    let layout = store::find(desk.connection, desk.form)?
        .or_not_found(|| format!("没有代号为“{}”的报表", desk.form))?;
    paper_of(desk, &layout)
}

/// The table of a layout, also of one that was not added yet.
pub(super) fn paper_of(desk: &Desk<'_>, layout: &Layout) -> Result<Vec<Document>> {
    let period = desk.period()?;
    // Not the desk's day: that is never before the books, but a quarter before them has no figures of a
    // later day (`decisions.md` 14).
    let as_of = desk.request.as_of.unwrap_or(period.to.min(desk.today));
    let request = FillRequest { period: period.clone(), as_of, organization: desk.request.organization };
    let reports = fill(desk.connection, layout, &request)?;
    desk.failures.borrow_mut().extend(reports.iter().flat_map(|report| report.failures.iter().cloned()));
    let mut document = document(&reports, desk.unit.phone.as_deref())?;
    if layout.item_summary {
        document.sections.extend(item_summary::section(desk)?);
    }
    Ok(vec![document])
}

/// Reports of one layout as one paper: a sheet for each of its sheets and branches. `phone` is the
/// office's 联系电话.
///
/// # Errors
/// Refused, with what to do, when the columns do not fit on the layout's paper.
pub fn document(reports: &[Report], phone: Option<&str>) -> Result<Document> {
    let (key, name) = reports.first().map_or_else(Default::default, |report| {
        (report.layout.key.clone(), format!("{}-{}", report.layout.name, report.period.text))
    });
    let mut sections = Vec::new();
    for report in reports {
        sections.extend(sheets(report, phone)?);
    }
    Ok(Document { key: key.into(), name, sections })
}

/// Whether a layout's columns fit on its paper, as far as its heads can tell.
///
/// # Errors
/// Refused, with what to do.
pub fn fits(layout: &Layout) -> Result<()> {
    layout.tables.iter().try_for_each(|table| widths::plan(layout, table, None, paper(layout)).map(drop))
}

fn paper(layout: &Layout) -> Paper {
    let landscape = match layout.paper {
        PaperSize::A4 => Paper::A4_LANDSCAPE,
        PaperSize::A3 => Paper::A3_LANDSCAPE,
    };
    match layout.orientation {
        Orientation::Landscape => landscape,
        Orientation::Portrait => Paper { width: landscape.height, height: landscape.width, ..landscape },
    }
}

fn sheets(report: &Report, phone: Option<&str>) -> Result<Vec<Section>> {
    let layout = &report.layout;
    let paper = paper(layout);
    let mut sheets: Vec<Section> = Vec::new();
    for (place, (table, filled)) in layout.tables.iter().zip(&report.tables).enumerate() {
        if place == 0 || table.sheet.is_some() {
            let named = if layout.per_branch { &report.unit } else { &layout.name };
            let name = table.sheet.as_ref().filter(|_| !layout.per_branch).unwrap_or(named);
            sheets.push(Section {
                sheet: name.clone(),
                paper,
                footer: Footer::PageOfPages,
                blocks: head(report, place == 0, paper),
                copies: 1,
            });
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        if !matches!(sheet.blocks.last(), Some(Block::Fields(_))) {
            sheet.blocks.push(Block::Space(2.0));
        }
        if let Some(heading) = &table.heading {
            let style = TextStyle { face: Face::HeiTi, ..TextStyle::NOTE };
            sheet.blocks.push(Block::Text { text: heading.clone(), style });
        }
        if let Some(lead) = &filled.lead {
            sheet.blocks.push(Block::Space(1.0));
            sheet.blocks.push(Block::Text { text: lead.clone(), style: TextStyle::NOTE });
            sheet.blocks.push(Block::Space(1.0));
        }
        let plan = widths::plan(layout, table, Some(filled), paper)?;
        sheet.blocks.push(Block::Grid(grid::grid(
            report.layout.decimals,
            table,
            Arc::new(filled.clone()),
            plan,
        )));
    }
    // What the figures say of themselves stands on the first sheet, signatures on each.
    for (place, sheet) in sheets.iter_mut().enumerate() {
        if place == 0 {
            sheet.blocks.extend(notes(&report.notes));
        }
        if matches!(sheet.blocks.last(), Some(Block::Grid(_))) {
            sheet.blocks.push(Block::Space(UNDER_TABLE));
        }
        if !layout.foot.is_empty() {
            sheet.blocks.push(foot_of(&layout.foot));
        } else if layout.signatures {
            sheet.blocks.extend(foot_lines(phone, paper));
        }
    }
    Ok(sheets)
}

/// 附件, title, 填报单位 and the day.
fn head(report: &Report, first: bool, paper: Paper) -> Vec<Block> {
    let layout = &report.layout;
    let mut blocks: Vec<Block> =
        layout.annex.iter().filter(|_| first).map(|annex| Block::AnnexMark(annex.clone())).collect();
    let period = &report.period;
    let word = |word: &str| match word {
        "单位" => report.unit.clone(),
        "年" => period.year().to_string(),
        "季" => quarter(period).unwrap_or_default().to_owned(),
        "时段" => period_name(period),
        other => format!("{{{other}}}"),
    };
    // The unit's name is the part behind which a long title breaks.
    let (before, after) = match layout.title.strip_prefix("{单位}") {
        Some(rest) => (report.unit.clone(), rest),
        None => (String::new(), layout.title.as_str()),
    };
    let parts = placeholders(after).into_iter();
    let tail: String =
        parts.map(|(is_word, text)| if is_word { word(text) } else { text.to_owned() }).collect();
    blocks.push(title(&before, &tail, 18.0, paper));
    let unit = Unit { name: report.unit.clone(), phone: None };
    blocks.push(match layout.date {
        HeadDate::AsOf => unit_line(&unit, "截止日期：", chinese_date(report.as_of)),
        HeadDate::Period => unit_line(&unit, "统计时段：", period_words(period)),
    });
    blocks
}
