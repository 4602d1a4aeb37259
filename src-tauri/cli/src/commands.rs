//! Each command: open the office, call the core, print what it says.

mod commendations;
mod indicators;
mod layouts;
mod list;
mod seal;

use std::{path::Path, process::ExitCode};

use xianfeng_core::{
    Error, ErrorCode, Office, Result,
    api::{self, SealUse, TallyOf},
    clock::{Clock, Period},
    documents::{self, DateStyle, Order, Profile},
    export::Format,
    import, machine,
    statistics::report::CheckFailure,
};

use crate::{
    args::{
        Cli, Command, DateStyleArg, ExportArgs, FormatArg, ImportArgs, OrderArg, ProfileArg, TallyArgs, What,
        layouts::LayoutsCommand,
    },
    print,
    progress::Bar,
    serve,
};

/// Runs a command and says how it ended.
///
/// # Errors
/// What the core refused.
pub fn run(cli: Cli) -> Result<ExitCode> {
    if let Command::ReadXls { file } = &cli.command {
        let code = import::xls::child_main(file);
        return Ok(u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from));
    }
    let clock = machine::clock()?;
    let folder = match cli.office {
        Some(folder) => folder,
        None => machine::Desk::here()?.office,
    };
    let json = cli.json;
    match cli.command {
        Command::Init { name, superior } => {
            let office = Office::create(&folder, &name, superior.as_deref(), clock)?;
            close(office);
            eprintln!("已建立“{name}”的台账：{}", folder.display());
            answer(json, || serde_json::json!({ "office": folder }))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Restore { file } => {
            Office::restore_by(actor().as_deref(), &folder, &file, clock, &Bar::new())?;
            eprintln!("已从备份恢复。原来的台账文件改名保留在 {}", folder.display());
            answer(json, || serde_json::json!({ "office": folder }))?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(args) => serve::run(&folder, clock, &args, json),
        Command::Forms => forms(&folder, clock, json),
        Command::Layouts(LayoutsCommand::Check { file }) => layouts::check(&file, json),
        command => {
            let mut office = Office::open(&folder, clock)?;
            office.set_actor(actor().as_deref());
            let code = in_office(&mut office, command, json)?;
            close(office);
            Ok(code)
        }
    }
}

/// 经办人, where whoever works at this terminal says so.
fn actor() -> Option<String> {
    std::env::var("XIANFENG_ACTOR").ok()
}

/// Closes the office. The command is done by then and stays done: a backup that fails, or that a late
/// Ctrl-C stops, is said and is no refusal.
fn close(office: Office) {
    let Err(error) = office.close(&Bar::new()) else { return };
    let reason = match error.code {
        // Its own sentence, "nothing was changed", speaks of the backup alone and would frighten.
        ErrorCode::Cancelled => "已按您的要求停止",
        _ => &error.message,
    };
    eprintln!("操作已经完成，台账已存好；只是关闭时的自动备份没有做成：{reason}。");
}

fn in_office(office: &mut Office, command: Command, json: bool) -> Result<ExitCode> {
    match command {
        Command::Import(args) => return import(office, args, json),
        Command::List(args) => list::list(office, &args, json)?,
        Command::Tally(args) => tally(office, args, json)?,
        Command::Indicators(args) => indicators::indicators(office, args, json)?,
        Command::Export(args) => export(office, args, json)?,
        Command::Seal(args) => seal::seal(office, args, json)?,
        Command::Diff(args) => seal::diff(office, &args, json)?,
        Command::Layouts(command) => return layouts::run(office, command, json),
        Command::Programme(command) => commendations::programme(office, command, json)?,
        Command::Nominate(args) => return commendations::nominate(office, args, json),
        Command::Advance(args) => return commendations::advance(office, args, json),
        Command::Standing(args) => commendations::standing(office, &args, json)?,
        Command::Verify => return verify(office, json),
        Command::Backup { file } => {
            office.backup(&file, &Bar::new())?;
            eprintln!("已备份到 {}，并核对无误。", file.display());
            answer(json, || serde_json::json!({ "file": file }))?;
        }
        Command::History { limit } => list::history(office, limit, json)?,
        Command::Undo => {
            let name = office.undo()?;
            eprintln!("已撤销：{name}");
            answer(json, || serde_json::json!({ "undone": name }))?;
        }
        Command::Redo => {
            let name = office.redo()?;
            eprintln!("已重做：{name}");
            answer(json, || serde_json::json!({ "redone": name }))?;
        }
        Command::Init { .. }
        | Command::Restore { .. }
        | Command::Forms
        | Command::Serve(_)
        | Command::ReadXls { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The one JSON value of a command whose result is a sentence.
fn answer(json: bool, value: impl FnOnce() -> serde_json::Value) -> Result<()> {
    if json { print::json(&value()) } else { Ok(()) }
}

fn import(office: &mut Office, args: ImportArgs, json: bool) -> Result<ExitCode> {
    let what = match args.what {
        What::Organizations => import::Kind::Organizations,
        What::Members => import::Kind::Members,
        What::Pledges => import::Kind::Pledges,
        What::Ballots => import::Kind::Ballots,
        What::Nominations => {
            let named =
                api::ProgrammeNamed::Name { name: args.programme.unwrap_or_default(), year: args.year };
            import::Kind::Nominations(api::programme_named(office, &named)?.id)
        }
    };
    let options = import::ImportOptions {
        check: args.check,
        strict: args.strict,
        mapping: args.mapping.as_deref().map(import::mapping::Mapping::read).transpose()?,
        findings: args.findings,
        as_of: args.as_of,
        preview: false,
        xls_reader: std::env::current_exe().map_err(Error::internal)?,
    };
    let outcome = import::run(office, what, &args.file, &options, &Bar::new())?;
    print::findings(&outcome.findings);
    if !json {
        print::changes(&outcome.changes)?;
    }
    let counted = format!(
        "共 {} 行：新增 {}，更新 {}，不变 {}",
        outcome.rows, outcome.created, outcome.updated, outcome.unchanged
    );
    outcome.notes.iter().for_each(|note| eprintln!("{note}"));
    if outcome.findings.iter().any(|finding| finding.message.contains("指明")) {
        eprintln!("各列可用 --mapping 指明。{}", import::mapping::HINT);
    }
    match (outcome.refused, args.check, outcome.applied) {
        (true, _, _) => eprintln!("{counted}。表格有问题，未作任何改动；请按上面的提示改好后再导入。"),
        (false, true, _) => eprintln!("{counted}。仅检查，未作改动。"),
        (false, false, false) => eprintln!("{counted}。没有改动。"),
        (false, false, true) => eprintln!("{counted}。已导入；如需取回，用 xianfeng undo。"),
    }
    if json {
        print::json(&outcome)?;
    }
    Ok(if outcome.refused { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn tally(office: &Office, args: TallyArgs, json: bool) -> Result<()> {
    let period = Period::parse(&args.period)?;
    let of = match (args.organization, args.members_of, args.member) {
        (Some(name), _, _) => TallyOf::Organization(name),
        (_, Some(name), _) => TallyOf::MembersOf(name),
        (_, _, Some(name)) => TallyOf::Member(name),
        (None, None, None) => TallyOf::Everyone,
    };
    let answer = api::tally(office, &period, &of)?;
    if json {
        return print::json(&answer);
    }
    if answer.reports().is_empty() {
        eprintln!("{}内没有群众评议的记录；请核对时段，或先用 xianfeng import ballots 导入。", period.text);
    }
    answer.reports().iter().try_for_each(list::tally)
}

/// The papers, with the office's own where there is an office.
fn forms(folder: &Path, clock: Clock, json: bool) -> Result<ExitCode> {
    let mut all: Vec<[String; 3]> =
        documents::forms().iter().map(|form| [form.key, form.name, form.about].map(str::to_owned)).collect();
    if let Ok(office) = Office::open(folder, clock) {
        let own = api::layouts(&office)?.into_iter().filter(|row| row.own);
        all.extend(own.map(|row| [row.key, row.name, row.about]));
    }
    if json {
        let forms: Vec<_> = all
            .iter()
            .map(|[key, name, about]| serde_json::json!({ "key": key, "name": name, "about": about }))
            .collect();
        print::json(&forms)?;
    } else {
        print::table(&["代号", "表格", "用途"], all.into_iter().map(Vec::from))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export(office: &mut Office, args: ExportArgs, json: bool) -> Result<()> {
    let year = args.commendation.year;
    let named = args.commendation.programme.map(|name| api::ProgrammeNamed::Name { name, year });
    let programme = named.map(|named| api::programme_named(office, &named)).transpose()?;
    let request = documents::Request {
        period: args.period.as_deref().map(Period::parse).transpose()?,
        organization: args
            .organization
            .as_deref()
            .map(|name| api::organization_named(office, name))
            .transpose()?,
        member: args.member.as_deref().map(|name| api::member_named(office, name)).transpose()?,
        profile: match args.profile {
            ProfileArg::Archive => Profile::Archive,
            ProfileArg::Internal => Profile::Internal,
            ProfileArg::Public => Profile::Public,
        },
        copies: args.copies,
        numbered: args.numbered,
        scheme: args.scheme,
        as_of: args.as_of,
        order: match args.order {
            OrderArg::Roster => Order::Roster,
            OrderArg::Strokes => Order::Strokes,
            OrderArg::Pinyin => Order::Pinyin,
        },
        programme: programme.map(|programme| programme.id),
        kind: args.commendation.kind,
        date_style: match args.commendation.date_style {
            DateStyleArg::Arabic => DateStyle::Arabic,
            DateStyleArg::Chinese => DateStyle::Chinese,
        },
        except: Vec::new(),
    };
    let formats = args
        .format
        .iter()
        .map(|format| match format {
            FormatArg::Pdf => Format::Pdf,
            FormatArg::Xlsx => Format::Xlsx,
            FormatArg::Html => Format::Html,
        })
        .collect();
    let sealed = match args.seal_version {
        _ if args.current => SealUse::Never,
        Some(version) => SealUse::Version(version),
        None => SealUse::Newest,
    };
    let paper = api::PaperRequest { form: args.form, request, sealed };
    let asked = api::ExportRequest { paper, formats, out: args.out };
    let report = api::export(office, &asked, &Bar::new())?;
    let remarks = &report.remarks;
    for lacking in &remarks.unprintable {
        eprintln!("“{}”中的“{}”没有字体可印，纸上以〓标出，请手工填写。", lacking.name, lacking.characters);
    }
    for face in &remarks.substituted_fonts {
        eprintln!("本机没有 {}，PDF 以 {} 代替。", face.wanted, face.used);
    }
    for seal in &remarks.sealed {
        eprintln!(
            "{}的{}已封存（第{}版），输出的是封存件；要按现在的数据出表请加 --current。",
            seal.period, seal.name, seal.version
        );
    }
    for reason in &remarks.left_out {
        eprintln!("未输出　{reason}。");
    }
    for failed in &remarks.failed_checks {
        let CheckFailure { table, row, relation, left, right } = failed;
        eprintln!("勾稽关系不符　{table}，{row}：{relation}，左边{left}，右边{right}。");
    }
    if json {
        return print::json(&report);
    }
    report.files.iter().try_for_each(|file| print::line(file.display()))
}

fn verify(office: &Office, json: bool) -> Result<ExitCode> {
    let verification = office.verify(&Bar::new())?;
    for finding in &verification.findings {
        eprintln!("{}", finding.message);
    }
    eprintln!(
        "{}",
        if verification.ok {
            "核对无误：文件完好，操作链完整，数据相符。"
        } else {
            "核对发现问题，请先备份，再按上面的提示处理。"
        }
    );
    if json {
        print::json(&verification)?;
    }
    Ok(if verification.ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
