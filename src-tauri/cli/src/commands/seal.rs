//! `seal`, `diff` and `list seals`.

use std::collections::BTreeMap;

use xianfeng_core::{
    Office, Result, api, api::DiffReport, clock::Period, numbers::DASH, statistics::seal::RowDifference,
};

use crate::{
    args::seal::{DiffArgs, SealArgs},
    print,
    progress::Bar,
};

/// `seal`.
///
/// # Errors
/// What the core refused.
pub fn seal(office: &mut Office, args: SealArgs, json: bool) -> Result<()> {
    let asked = api::SealRequest {
        form: args.form,
        period: Period::parse(&args.period)?,
        as_of: args.as_of,
        reason: args.reason,
    };
    let report = api::seal(office, &asked, &Bar::new())?;
    for failure in &report.failures {
        eprintln!(
            "勾稽关系不符：{}　{}：{}，左边 {}，右边 {}。",
            failure.table, failure.row, failure.relation, failure.left, failure.right
        );
    }
    for lacking in &report.unprintable {
        eprintln!("“{}”中的“{}”没有字体可印，纸上以〓标出，请手工填写。", lacking.name, lacking.characters);
    }
    report.warnings.iter().for_each(|warning| eprintln!("{warning}"));
    let seal = &report.seal;
    eprintln!("已封存：{}的{}，第{}版，截止日期 {}。", seal.period, seal.name, seal.version, seal.as_of);
    if json {
        return print::json(&report);
    }
    print::line(format!("SHA-256 {}", seal.hash))
}

/// `list seals`.
///
/// # Errors
/// Storage errors.
pub fn list(office: &Office, json: bool) -> Result<()> {
    let rows = api::seals(office)?;
    if json {
        return print::json(&rows);
    }
    print::table(
        &["表格", "代号", "时段", "截止日期", "版次", "封存时间", "原因", "SHA-256"],
        rows.into_iter().map(|row| {
            vec![
                row.name,
                row.form,
                row.period,
                row.as_of.to_string(),
                format!("第{}版", row.version),
                row.sealed_at.format("%Y-%m-%d %H:%M").to_string(),
                row.reason.unwrap_or_else(|| DASH.to_owned()),
                // Enough to compare by eye; --json has all of it.
                row.hash.chars().take(12).collect(),
            ]
        }),
    )
}

/// `diff`.
///
/// # Errors
/// What the core refused.
pub fn diff(office: &Office, args: &DiffArgs, json: bool) -> Result<()> {
    let report = api::diff(office, &args.form, &Period::parse(&args.period)?, args.version)?;
    if json {
        return print::json(&report);
    }
    if report.difference.is_empty() {
        return print::line(format!(
            "{}的{}：与封存件一致（第{}版）。",
            report.period, report.name, report.version
        ));
    }
    show(&report)
}

fn show(report: &DiffReport) -> Result<()> {
    print::line(format!("{}的{}，与第{}版封存件的差别：", report.period, report.name, report.version))?;
    let figures = &report.difference.figures;
    if !figures.is_empty() {
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| DASH.to_owned());
        print::table(
            &["表", "行", "栏", "封存", "现在"],
            figures.iter().map(|figure| {
                vec![
                    figure.table.clone(),
                    figure.row.clone(),
                    figure.column.clone(),
                    shown(&figure.sealed),
                    shown(&figure.now),
                ]
            }),
        )?;
    }
    for (index, (record, rows)) in grouped(&report.difference.rows).into_iter().enumerate() {
        let of = record.organization.as_ref().map(|of| format!("，{of}")).unwrap_or_default();
        print::line(format!("{}. {}（{}{of}）", index + 1, record.name, record.kind))?;
        for fact in &record.facts {
            print::line(format!("   {}：{} → {}", fact.fact, fact.sealed, fact.now))?;
        }
        for line in lines(&rows) {
            print::line(format!("   {line}"))?;
        }
    }
    Ok(())
}

/// The rows of each record together, in the order in which the records come first.
fn grouped(rows: &[RowDifference]) -> Vec<(&RowDifference, Vec<&RowDifference>)> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<(&RowDifference, Vec<&RowDifference>)> = Vec::new();
    for row in rows {
        let place = *places.entry((row.kind.as_str(), row.id)).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, of)) => of.push(row),
            None => groups.push((row, vec![row])),
        }
    }
    groups
}

/// `表　行：栏、栏 移出`, neighbouring columns with the same change on one line.
fn lines(rows: &[&RowDifference]) -> Vec<String> {
    let same = |one: &&RowDifference, other: &&RowDifference| {
        (&one.table, &one.row, one.change, one.sealed, one.now)
            == (&other.table, &other.row, other.change, other.sealed, other.now)
    };
    let line = |rows: &[&RowDifference]| {
        let first = rows.first()?;
        let columns: Vec<&str> = rows.iter().map(|row| row.column.as_str()).collect();
        let amounts = match (first.sealed, first.now) {
            (Some(sealed), Some(now)) if sealed != now => format!("（{sealed} → {now}）"),
            _ => String::new(),
        };
        Some(format!("{}　{}：{}　{}{amounts}", first.table, first.row, columns.join("、"), first.change))
    };
    rows.chunk_by(same).filter_map(line).collect()
}
