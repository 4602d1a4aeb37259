//! `programme`, `nominate`, `advance`, `standing`, and their lists.

use std::process::ExitCode;

use xianfeng_core::{
    Office, Result,
    api::{
        self, Chosen, MemberNamed, Move, Named, NominationReport, NominationRow, OrganizationNamed,
        ProgrammeNamed, ProgrammeRow, QuotaFor,
    },
    commendations::{CheckOutcome, standings::YearlyStanding},
    files,
    numbers::DASH,
};

use crate::{
    args::{
        AdvanceArgs, NominateArgs, OfProgramme, OutcomeArg, ProgrammeCommand, SettleArg, StandingArg,
        StandingArgs,
    },
    print,
};

/// Largest text that is read from a file, in bytes.
const MOST_TEXT: u64 = 1_000_000;

fn named(of: OfProgramme) -> ProgrammeNamed {
    ProgrammeNamed::Name { name: of.programme, year: of.year }
}

/// Whom `--member` or `--organization` names.
fn subject(member: Option<String>, organization: Option<String>) -> Option<Named> {
    let member = member.map(|name| Named::Member(MemberNamed::Name(name)));
    member.or(organization.map(|name| Named::Organization(OrganizationNamed::Name(name))))
}

/// `programme add|quota`.
///
/// # Errors
/// What the core refused.
pub fn programme(office: &mut Office, command: ProgrammeCommand, json: bool) -> Result<()> {
    let row = match command {
        ProgrammeCommand::Add(args) => {
            let definition =
                args.definition.as_deref().map(|path| files::read_text(path, MOST_TEXT)).transpose()?;
            let (basis, definition) = (args.basis.as_deref(), definition.as_deref());
            let row = api::add_programme(office, args.year, &args.name, &args.level, basis, definition)?;
            eprintln!("已登记{}年“{}”（{}）。", row.year, row.name, row.level);
            row
        }
        ProgrammeCommand::Quota(args) => {
            let place = match (args.organization, args.domain) {
                (Some(name), _) => QuotaFor::Organization(OrganizationNamed::Name(name)),
                (None, Some(domain)) => QuotaFor::Domain(domain),
                (None, None) => QuotaFor::Everybody,
            };
            let of = ProgrammeNamed::Name { name: args.name, year: args.year };
            let row = api::put_quota(office, &of, &args.kind, &place, args.least, args.most)?;
            eprintln!("名额已更新。");
            row
        }
    };
    if json { print::json(&row) } else { programme_tables(&[row]) }
}

/// `list programmes` for people.
///
/// # Errors
/// When stdout takes no more.
pub fn programme_tables(rows: &[ProgrammeRow]) -> Result<()> {
    let named = |row: &ProgrammeRow| format!("{}年 {}（{}）", row.year, row.name, row.level);
    print::table(
        &["表彰活动", "类别", "在推", "已表彰", "步骤"],
        rows.iter().flat_map(|row| {
            row.kinds.iter().map(|kind| {
                vec![
                    named(row),
                    kind.name.clone(),
                    kind.open.to_string(),
                    kind.honoured.to_string(),
                    row.steps.join(" > "),
                ]
            })
        }),
    )?;
    if rows.iter().all(|row| row.quotas.is_empty()) {
        return Ok(());
    }
    let number = |number: Option<u64>| number.map_or_else(|| DASH.to_owned(), |number| number.to_string());
    print::table(
        &["表彰活动", "类别", "推荐单位或领域", "至少", "至多", "已推荐"],
        rows.iter().flat_map(|row| {
            row.quotas.iter().map(|quota| {
                let place = quota.organization.clone().or(quota.domain.map(|domain| domain.to_string()));
                vec![
                    named(row),
                    quota.kind.clone(),
                    place.unwrap_or_else(|| "全部".to_owned()),
                    number(quota.least),
                    number(quota.most),
                    quota.count.to_string(),
                ]
            })
        }),
    )
}

/// `nominate`.
///
/// # Errors
/// What the core refused.
pub fn nominate(office: &mut Office, args: NominateArgs, json: bool) -> Result<ExitCode> {
    let Some(subject) = subject(args.member, args.organization) else { return Ok(ExitCode::from(2)) };
    let reason = match args.reason_file {
        Some(path) => Some(files::read_text(&path, MOST_TEXT)?),
        None => args.reason,
    };
    let asked = api::NominationRequest {
        programme: named(args.of),
        kind: args.kind,
        subject,
        by: args.by.map(OrganizationNamed::Name),
        reason,
        past_honours: args.past_honours,
        on: args.on,
    };
    report(&api::nominate(office, &asked)?, "已登记推荐", json)
}

/// `advance`.
///
/// # Errors
/// What the core refused.
pub fn advance(office: &mut Office, args: AdvanceArgs, json: bool) -> Result<ExitCode> {
    let chosen = match (subject(args.member, args.organization), args.kind) {
        (Some(subject), kind) => Chosen::Subject(subject, kind),
        (None, Some(kind)) => Chosen::Kind(kind),
        (None, None) => Chosen::All,
    };
    let (action, done) = match (args.to, args.object, args.settle) {
        (Some(to), ..) => {
            let passed = args.outcome != Some(OutcomeArg::Failed);
            let done = format!("已登记“{to}”{}", if passed { "" } else { "不通过" });
            (Move::Step { to, passed, until: args.until, despite: args.despite }, done)
        }
        (None, Some(content), _) => (Move::Object { content }, "已登记异议".to_owned()),
        (None, None, Some(settle)) => {
            let finding = args.finding.unwrap_or_default();
            (Move::Settle { upheld: settle == SettleArg::Upheld, finding }, "已处理异议".to_owned())
        }
        (None, None, None) => (Move::Withdraw, "已撤回".to_owned()),
    };
    let asked = api::AdvanceRequest {
        programme: named(args.of),
        chosen,
        action,
        on: args.on,
        opinion: args.opinion,
        by: args.by,
    };
    report(&api::advance(office, &asked)?, &done, json)
}

fn report(report: &NominationReport, done: &str, json: bool) -> Result<ExitCode> {
    eprintln!("{done}：{}项。", report.nominations.len());
    report.notes.iter().for_each(|note| eprintln!("{note}"));
    if json {
        print::json(report)?;
    } else {
        nomination_tables(&report.nominations)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// `list nominations` for people: one line a nomination, then the checks that did not pass.
///
/// # Errors
/// When stdout takes no more.
pub fn nomination_tables(rows: &[NominationRow]) -> Result<()> {
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| DASH.to_owned());
    let count = |row: &NominationRow, outcome| {
        row.checks.iter().filter(|check| check.outcome == outcome).count().to_string()
    };
    print::table(
        &["类别", "推荐对象", "所在党支部", "推荐单位", "步骤", "状态", "符合", "不符合", "待确认"],
        rows.iter().map(|row| {
            vec![
                row.kind.clone(),
                row.name.clone(),
                shown(&row.organization),
                shown(&row.nominated_by),
                shown(&row.step),
                row.state.to_string(),
                count(row, CheckOutcome::Passed),
                count(row, CheckOutcome::Failed),
                count(row, CheckOutcome::ToConfirm),
            ]
        }),
    )?;
    for row in rows {
        for check in row.checks.iter().filter(|check| check.outcome != CheckOutcome::Passed) {
            print::line(format!(
                "{} {}：{}{}（{}）",
                row.kind, row.name, check.name, check.outcome, check.figures
            ))?;
        }
    }
    Ok(())
}

/// `list honours` for people.
///
/// # Errors
/// When stdout takes no more.
pub fn honour_table(rows: Vec<api::HonourRow>) -> Result<()> {
    print::table(
        &["表彰日期", "称号", "姓名/党组织", "层次", "表彰单位", "表彰活动"],
        rows.into_iter().map(|row| {
            let shown = |text: Option<String>| text.unwrap_or_else(|| DASH.to_owned());
            vec![
                row.granted_on.to_string(),
                row.title,
                row.name,
                row.level,
                shown(row.granted_by),
                shown(row.programme),
            ]
        }),
    )
}

/// `standing`.
///
/// # Errors
/// What the core refused.
pub fn standing(office: &mut Office, args: &StandingArgs, json: bool) -> Result<()> {
    let standing = match args.standing {
        StandingArg::Advanced => YearlyStanding::Advanced,
        StandingArg::Middle => YearlyStanding::Middle,
        StandingArg::Lagging => YearlyStanding::Lagging,
    };
    let organization = OrganizationNamed::Name(args.organization.clone());
    api::put_standing(office, &organization, args.year, standing, args.measure.as_deref())?;
    eprintln!("已登记“{}”{}年的分类：{standing}。", args.organization, args.year);
    if json {
        let answer =
            serde_json::json!({ "organization": args.organization, "year": args.year, "standing": standing });
        print::json(&answer)?;
    }
    Ok(())
}
