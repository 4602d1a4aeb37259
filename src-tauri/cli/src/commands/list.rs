//! `list`, `history` and the tally as tables for people.

use xianfeng_core::{Office, Result, api, numbers::DASH, statistics::tally_report::TallyReport};

use super::commendations;
use crate::{
    args::{ListArgs, Listed},
    print,
};

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(|| DASH.to_owned(), |value| value.to_string())
}

/// `list ...`.
///
/// # Errors
/// Storage errors.
pub fn list(office: &mut Office, args: &ListArgs, json: bool) -> Result<()> {
    let day = args.as_of.unwrap_or_else(|| office.clock().today());
    if matches!(args.what, Listed::Organizations | Listed::Members)
        && let Some(sentence) = api::before_the_books(office, day)?
    {
        eprintln!("{sentence}");
    }
    let programme = args.programme.clone().map(|name| api::ProgrammeNamed::Name { name, year: args.year });
    match args.what {
        Listed::Programmes => {
            let rows = api::programmes(office, programme.as_ref())?;
            return if json { print::json(&rows) } else { commendations::programme_tables(&rows) };
        }
        Listed::Nominations => {
            let rows = api::nominations(office, programme.as_ref())?;
            return if json { print::json(&rows) } else { commendations::nomination_tables(&rows) };
        }
        Listed::Honours => {
            let rows = api::honours(office, programme.as_ref())?;
            return if json { print::json(&rows) } else { commendations::honour_table(rows) };
        }
        Listed::Organizations => {
            let rows = api::organizations(office, day)?;
            if json {
                return print::json(&rows);
            }
            print::table(
                &["党组织", "类别", "上级", "领域", "书记", "党员数"],
                rows.into_iter().map(|row| {
                    vec![
                        row.name,
                        row.kind.to_string(),
                        shown(row.parent),
                        shown(row.domain),
                        shown(row.secretary),
                        shown(row.members),
                    ]
                }),
            )?;
        }
        Listed::Members => {
            let rows = api::members(office, day, args.unmask)?;
            if json {
                return print::json(&rows);
            }
            let count = rows.len();
            print::table(
                &["姓名", "性别", "民族", "出生日期", "党支部", "状态", "类别", "身份证号", "手机"],
                rows.into_iter().map(|row| {
                    vec![
                        row.name,
                        shown(row.sex),
                        shown(row.ethnicity),
                        shown(row.birth_date),
                        shown(row.organization),
                        shown(row.status),
                        shown(row.category),
                        shown(row.id_number),
                        shown(row.phone),
                    ]
                }),
            )?;
            eprintln!("共 {count} 人，截至 {day}。");
        }
        Listed::Pledges => {
            let rows = api::pledges(office)?;
            if json {
                return print::json(&rows);
            }
            print::table(
                &["台账号", "年度", "承诺主体", "承诺事项", "时限", "状态", "销号"],
                rows.into_iter().map(|row| {
                    vec![
                        row.ledger_number.to_string(),
                        row.year.to_string(),
                        row.subject,
                        row.content,
                        shown(row.deadline),
                        row.status.to_string(),
                        shown(row.closed_on),
                    ]
                }),
            )?;
        }
        Listed::Meetings => {
            let rows = api::meetings(office)?;
            if json {
                return print::json(&rows);
            }
            print::table(
                &["编号", "日期", "地点", "方式", "被评议党组织", "被评议党员"],
                rows.into_iter().map(|row| {
                    vec![
                        row.code,
                        row.held_on.to_string(),
                        shown(row.place),
                        row.method.to_string(),
                        row.organizations.join("、"),
                        row.members.to_string(),
                    ]
                }),
            )?;
        }
        Listed::Reviews => {
            let rows = api::reviews(office, &api::ReviewsAsked::default())?;
            if json {
                return print::json(&rows);
            }
            print::table(
                &["日期", "类别", "对象", "所属时段", "点评人", "方式", "整改"],
                rows.into_iter().map(|row| {
                    let rectified = if row.rectification.is_some() { "已登记" } else { DASH };
                    vec![
                        row.held_on.to_string(),
                        row.kind.to_string(),
                        row.subject,
                        row.period_name,
                        row.reviewer,
                        shown(row.occasion),
                        rectified.to_owned(),
                    ]
                }),
            )?;
        }
        Listed::Seals => super::seal::list(office, json)?,
        Listed::Schemes => {
            let rows = api::schemes(office)?;
            if json {
                return print::json(&rows);
            }
            print::table(
                &["代号", "方案", "等次", "评议内容"],
                rows.into_iter()
                    .map(|row| vec![row.key, row.name, row.grades.join("、"), row.items.join("；")]),
            )?;
        }
    }
    Ok(())
}

/// `history`.
///
/// # Errors
/// Storage errors.
pub fn history(office: &Office, limit: u32, json: bool) -> Result<()> {
    let entries = office.history(Some(limit))?;
    if json {
        return print::json(&entries);
    }
    print::table(
        &["序号", "时间", "操作", "经办人", "说明", "行数"],
        entries.into_iter().map(|entry| {
            vec![
                entry.id.0.to_string(),
                entry.happened_at.to_string(),
                entry.name,
                shown(entry.actor),
                shown(entry.detail),
                entry.rows.to_string(),
            ]
        }),
    )
}

/// One subject's figures.
///
/// # Errors
/// When stdout takes no more.
pub fn tally(report: &TallyReport) -> Result<()> {
    print::line(&report.subject.name)?;
    print::line(format!(
        "发出 {}，收回 {}，作废 {}，空白 {}，有效 {}",
        shown(report.issued),
        shown(report.collected),
        report.spoiled,
        report.blank,
        report.valid
    ))?;
    let mut header = vec!["评议内容".to_owned()];
    if let Some(item) = report.items.first() {
        header.extend(item.counts.0.iter().map(|(grade, _)| grade.clone()));
    }
    header.extend(["弃权", "项无效", "满意率%", "得分"].map(str::to_owned));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    print::table(
        &header,
        report.items.iter().map(|item| {
            let mut row = vec![item.name.clone()];
            row.extend(item.counts.0.iter().map(|(_, count)| count.to_string()));
            row.extend([
                item.abstained.to_string(),
                item.voided.to_string(),
                item.satisfied_rate.clone(),
                item.score.clone(),
            ]);
            row
        }),
    )?;
    let band = report.band.as_ref().map(|band| format!("，等次 {band}")).unwrap_or_default();
    print::line(format!("满意率% {}，得分 {}{band}", report.satisfied_rate, report.score))?;
    let missing: Vec<&str> = report.coverage.missing.iter().map(|missing| missing.name.as_str()).collect();
    let missing = match missing.as_slice() {
        [] => String::new(),
        names => format!("；未评：{}", names.join("、")),
    };
    print::line(format!("应评党员 {}，实评 {}{missing}", report.coverage.due, report.coverage.done))?;
    print::line(&report.definition)?;
    for note in &report.notes {
        print::line(format!("注：{note}"))?;
    }
    Ok(())
}
