//! `indicators` as JSON for scripts, as tables for people.

use xianfeng_core::{
    Office, Result,
    api::{self, IndicatorRecord, IndicatorsRequest},
    clock::Period,
    numbers::DASH,
};

use crate::{args::indicators::IndicatorsArgs, print};

/// Counts and prints.
///
/// # Errors
/// As [`api::indicators`]; when stdout takes no more.
pub fn indicators(office: &Office, args: IndicatorsArgs, json: bool) -> Result<()> {
    let asked = IndicatorsRequest {
        keys: args.keys,
        period: Period::parse(&args.period)?,
        as_of: args.as_of,
        organization: args.organization,
        rows: args.rows,
    };
    let answer = api::indicators(office, &asked)?;
    answer.notes.iter().for_each(|note| eprintln!("注：{note}"));
    if json {
        return print::json(&answer.rows);
    }
    let shown =
        |value: &Option<api::ShownValue>| value.as_ref().map_or_else(|| DASH.to_owned(), ToString::to_string);
    print::table(
        &["代号", "指标", "本期", "年初至今", "单位", "说明"],
        answer.rows.iter().map(|row| {
            vec![
                row.key.clone(),
                row.name.clone(),
                shown(&row.value),
                shown(&row.year_to_date),
                row.unit.to_owned(),
                row.explanation.clone(),
            ]
        }),
    )?;
    for row in &answer.rows {
        let Some(records) = &row.rows else { continue };
        print::line(format!("{}（{}）：{}条记录", row.name, row.key, records.len()))?;
        print::table(&["名称", "党组织", "数", "依据"], records.iter().map(record))?;
    }
    Ok(())
}

fn record(row: &IndicatorRecord) -> Vec<String> {
    let record = &row.record;
    let facts: Vec<String> = record.facts.iter().map(|(name, fact)| format!("{name} {fact}")).collect();
    vec![
        record.name.clone(),
        record.organization.clone().unwrap_or_else(|| DASH.to_owned()),
        row.amount.to_string(),
        facts.join("，"),
    ]
}
