//! `seal`, `diff`, `list seals`: what was sent upward, kept; and what the records say since. What sealing
//! would do: `outlook.rs`.

mod outlook;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Connection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::outlook::Outlook;
use super::{
    contract::{Contract, Nothing},
    session::Sitting,
};
use crate::{
    Error, Office, Result,
    clock::{Period, check_as_of, chinese_date},
    documents::{self, Document},
    error::OrNotFound,
    export::{self, FontBook, Format, Unprintable},
    members,
    progress::Progress,
    statistics::{
        books::Books,
        layout::{self, Layout},
        report::{self, CheckFailure, FillRequest, period_name},
        seal::{self, Content, Difference, Files, Seal, period_text},
    },
    store::seals::{self, SEALING},
};

/// What to seal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SealRequest {
    /// Key of a layout, ready made or the office's own.
    pub form: String,
    /// 统计时段.
    pub period: Period,
    /// 截止日期; by default the period's last day or today, whichever is earlier.
    pub as_of: Option<NaiveDate>,
    /// Why it is sealed again, or in spite of a failed check.
    pub reason: Option<String>,
}

/// Which seal.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SealNamed {
    /// Key of the layout.
    pub form: String,
    /// 统计时段.
    pub period: Period,
    /// 第几版; the newest where nothing is said.
    pub version: Option<u32>,
}

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("seals.list", |office: &Office, _: &Nothing| seals(office));
    all.read("seals.outlook", outlook::outlook);
    all.sit("seals.seal", |sitting: &mut Sitting, asked: &SealRequest, progress| {
        seal(sitting.office_mut()?, asked, progress)
    });
    all.read("seals.diff", |office: &Office, asked: &SealNamed| {
        diff(office, &asked.form, &asked.period, asked.version)
    });
}

/// A seal, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SealRow {
    /// Key of the layout.
    pub form: String,
    /// 表名.
    pub name: String,
    /// 统计时段: 2012Q1.
    pub period: String,
    /// 截止日期.
    pub as_of: NaiveDate,
    /// 第几版.
    pub version: u32,
    /// When it was sealed, in local time.
    #[schemars(with = "String")]
    pub sealed_at: NaiveDateTime,
    /// Why it was sealed again, or in spite of a failed check.
    pub reason: Option<String>,
    /// SHA-256 over figures, rows, layout and files.
    pub hash: String,
}

/// What sealing did.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SealReport {
    /// The seal.
    #[serde(flatten)]
    pub seal: SealRow,
    /// What the clerk should know: the period is not over.
    pub warnings: Vec<String>,
    /// 勾稽关系 that do not hold; the reason says why it was sealed all the same.
    pub failures: Vec<CheckFailure>,
    /// Names with characters that no font has; a 〓 marks the place.
    pub unprintable: Vec<Unprintable>,
}

/// What differs between a seal and the records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DiffReport {
    /// Key of the layout.
    pub form: String,
    /// 表名.
    pub name: String,
    /// 统计时段.
    pub period: String,
    /// 第几版.
    pub version: u32,
    /// Figures and rows.
    #[serde(flatten)]
    pub difference: Difference,
}

/// 封存: freezes a layout's figures for a period over the whole office, the rows behind them and the
/// files. Nothing takes it back; what is found later makes the next version.
///
/// # Errors
/// Refused for a period that has not begun or that the books do not know, when there is nothing to
/// show, when it is sealed already and nothing changed, and without a reason when a check fails or
/// it is sealed already; not found for an unknown layout; storage errors; cancelled.
pub fn seal(office: &mut Office, asked: &SealRequest, progress: &dyn Progress) -> Result<SealReport> {
    let clock = office.clock();
    let reason = asked.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
    let fonts = FontBook::open(&export::fonts_folder()?)?;
    // One transaction: figures, rows and files are of the same moment.
    office.keep(SEALING, |change| {
        let layout = layout_of(change, &asked.form)?;
        let as_of = sealing_day(change, asked, clock.today())?;
        let period = period_text(&asked.period);
        let days = Period::parse(&period)?;
        let mut content = count(change, &layout, &days, as_of)?;
        let request =
            documents::Request { period: Some(days), as_of: Some(as_of), ..documents::Request::default() };
        let paper = documents::make(change, &layout.key, &request, clock)?
            .pop()
            .or_not_found(|| format!("{}没有可以封存的内容", layout.name))?;
        content.file.clone_from(&paper.name);
        let earlier = seal::store::find(change, &layout.key, &period, None)?;
        if let Some(earlier) = &earlier {
            // A layout of those days may name an indicator that is no more.
            let same_layout = Layout::parse(&earlier.layout).is_ok_and(|before| before == layout);
            let same =
                same_layout && earlier.as_of == as_of && seal::store::content(change, earlier)? == content;
            check_again(&layout, earlier, same, same_layout, reason)?;
        }
        check_failures(&layout, &content.failures, reason)?;
        let (files, unprintable) = write_files(&paper, &fonts, clock.now(), progress)?;
        let sealed = Seal {
            form: layout.key.clone(),
            period,
            as_of,
            version: earlier.map_or(1, |earlier| earlier.version + 1),
            reason: reason.map(str::to_owned),
            sealed_at: clock.now(),
            layout: layout.to_toml()?,
            hash: String::new(),
        };
        let sealed = seal::store::insert(change, sealed, &content, &files)?;
        let warnings = early(&asked.period, as_of);
        Ok(SealReport {
            seal: row(sealed),
            warnings: warnings.into_iter().collect(),
            failures: content.failures,
            unprintable,
        })
    })
}

/// What must be said of a period that is not over.
fn early(period: &Period, as_of: NaiveDate) -> Option<String> {
    (as_of < period.to).then(|| {
        format!(
            "{}到{}才结束，封存的是截至{}的数据；时段结束后如有变化，请再封存一次。",
            period_name(period),
            chinese_date(period.to),
            chinese_date(as_of)
        )
    })
}

fn layout_of(connection: &Connection, key: &str) -> Result<Layout> {
    layout::store::find(connection, key)?
        .or_not_found(|| format!("没有名为“{key}”的报表格式，不能封存"))
        .map_err(|error| {
            error.hint("只有统计报表可以封存。").terminal("用 xianfeng forms 查看可以封存的报表。")
        })
}

/// The asked day, or the period's last day, or today when the period is not over.
fn sealing_day(connection: &Connection, asked: &SealRequest, today: NaiveDate) -> Result<NaiveDate> {
    let period = &asked.period;
    if period.from > today {
        return Err(Error::refused(format!("{}还没有开始，不能封存", period_name(period)))
            .hint("请核对统计时段。")
            .terminal("请核对 --period 的时段。"));
    }
    let as_of = asked.as_of.unwrap_or(period.to.min(today));
    check_as_of(as_of, today)?;
    if as_of > period.to {
        return Err(Error::refused(format!(
            "截止日期{}晚于{}的最后一天",
            chinese_date(as_of),
            period_name(period)
        ))
        .hint("封存的截止日期不能晚于统计时段；请核对截止日期和统计时段。")
        .terminal("封存的截止日期不能晚于统计时段；请核对 --as-of 和 --period。"));
    }
    if as_of < period.from {
        return Err(Error::refused(format!(
            "截止日期{}早于{}的第一天",
            chinese_date(as_of),
            period_name(period)
        ))
        .hint("请核对截止日期和统计时段。")
        .terminal("请核对 --as-of 和 --period。"));
    }
    match members::store::books_opened_on(connection)?.filter(|opened| as_of < *opened) {
        Some(opened) => Err(Error::refused(format!(
            "党员名册从{}起登记，{}的情况没有记录，不能封存",
            chinese_date(opened),
            chinese_date(as_of)
        ))
        .hint("请核对统计时段。")
        .terminal("请核对 --period 的时段。")),
        None => Ok(as_of),
    }
}

fn count(connection: &Connection, layout: &Layout, period: &Period, as_of: NaiveDate) -> Result<Content> {
    let request = FillRequest { period: period.clone(), as_of, organization: None };
    let books = Books::read(connection, period, as_of)?;
    let reports = report::fill_from(connection, &books, layout, &request)?;
    seal::freeze(&reports, &books)
}

/// Whether it may be sealed again.
fn check_again(
    layout: &Layout,
    earlier: &Seal,
    same: bool,
    same_layout: bool,
    reason: Option<&str>,
) -> Result<()> {
    let period = Period::parse(&earlier.period).map_or(earlier.period.clone(), |period| period_name(&period));
    let what = format!("{period}的{}", layout.name);
    if same {
        return Err(Error::refused(format!(
            "{what}已经封存（第{}版），与现在的数据一致，没有再封存",
            earlier.version
        ))
        .hint("直接导出即可，输出的就是封存件。")
        .terminal("直接用 xianfeng export 出表，输出的就是封存件。"));
    }
    if reason.is_none() {
        return Err(Error::refused(format!(
            "{what}已经封存（第{}版），封存第{}版须写明原因",
            earlier.version,
            earlier.version + 1
        ))
        // `diff` counts by the sealed layout, and would find nothing of a layout that changed.
        .hint(if same_layout {
            "请先看清与封存件的差别，再写明原因。"
        } else {
            "报表格式在封存以后改过；请看清数据的差别，再写明原因。"
        })
        .terminal(if same_layout {
            "请先用 xianfeng diff 看清差别，再加上 --reason 原因。"
        } else {
            "报表格式在封存以后改过；数据的差别可用 xianfeng diff 查看。请加上 --reason 原因。"
        }));
    }
    Ok(())
}

fn check_failures(layout: &Layout, failures: &[CheckFailure], reason: Option<&str>) -> Result<()> {
    if failures.is_empty() || reason.is_some() {
        return Ok(());
    }
    Err(Error::refused(format!("{}有{}处勾稽关系不符，没有封存", layout.name, failures.len()))
        .hint("请先核对登记；确认无误的，请写明原因后再封存。")
        .terminal("请先核对登记；确认无误的，请加上 --reason 写明原因后再封存。")
        .details(failures.iter().map(failure).collect()))
}

/// `表　行：党员数 = 正式党员 + 预备党员，左边 66，右边 65`.
fn failure(failure: &CheckFailure) -> String {
    format!(
        "{}　{}：{}，左边 {}，右边 {}",
        failure.table, failure.row, failure.relation, failure.left, failure.right
    )
}

fn write_files(
    paper: &Document,
    fonts: &FontBook,
    now: NaiveDateTime,
    progress: &dyn Progress,
) -> Result<(Files, Vec<Unprintable>)> {
    let mut files = Files::default();
    let mut unprintable = Vec::new();
    for (format, file) in
        [(Format::Pdf, &mut files.pdf), (Format::Xlsx, &mut files.xlsx), (Format::Html, &mut files.html)]
    {
        unprintable = export::write(paper, format, fonts, now, progress, file)?.unprintable;
    }
    Ok((files, unprintable))
}

/// What a seal and the records of today differ in, under the sealed layout and its 截止日期.
///
/// # Errors
/// Not found when there is no such seal; storage errors.
pub fn diff(office: &Office, form: &str, period: &Period, version: Option<u32>) -> Result<DiffReport> {
    // One read transaction: what another program writes meanwhile is no difference.
    let snapshot = office.read().unchecked_transaction()?;
    let sealed = sealed(&snapshot, form, period, version)?;
    let layout = Layout::parse(&sealed.layout)?;
    let now = count(&snapshot, &layout, &Period::parse(&sealed.period)?, sealed.as_of)?;
    Ok(DiffReport {
        difference: seal::difference(&seal::store::content(&snapshot, &sealed)?, &now),
        form: sealed.form,
        name: layout.name,
        period: sealed.period,
        version: sealed.version,
    })
}

/// The seal of a form and period, the newest where no version is named.
///
/// # Errors
/// Not found when there is none; storage errors.
pub(super) fn sealed(
    connection: &Connection,
    form: &str,
    period: &Period,
    version: Option<u32>,
) -> Result<Seal> {
    let text = period_text(period);
    let which = version.map(|version| format!("第{version}版")).unwrap_or_default();
    let found = seal::store::find(connection, form, &text, version)?;
    let name = match &found {
        Some(_) => String::new(),
        None => layout::store::find(connection, form)?.map_or(form.to_owned(), |layout| layout.name),
    };
    found.or_not_found(|| format!("{name}没有{}的{which}封存件", period_name(period))).map_err(|error| {
        error
            .hint("请在封存件清单里核对表格、时段和版次。")
            .terminal("用 xianfeng list seals 查看全部封存件。")
    })
}

/// What the store says of seals by their keys (`quarterly-table 2012Q1 第1版`), as people name them.
///
/// # Errors
/// Storage errors.
pub(super) fn in_words(connection: &Connection, said: &str) -> Result<String> {
    let mut said = said.to_owned();
    for seal in seal::store::all(connection)? {
        let key = seals::label(&seal.form, &seal.period, seal.version.into());
        if said.contains(&key) {
            said = said.replace(&key, &called(connection, &seal)?);
        }
    }
    Ok(said)
}

/// 2012年第一季度的党员基本情况统计表（第1版）.
fn called(connection: &Connection, seal: &Seal) -> Result<String> {
    let layout = layout::store::find(connection, &seal.form)?;
    let name = layout.map_or_else(|| seal.form.clone(), |layout| layout.name);
    let period = Period::parse(&seal.period)?;
    Ok(format!("{}的{name}（第{}版）", period_name(&period), seal.version))
}

/// Every seal, in the order they were made.
///
/// # Errors
/// Storage errors.
pub fn seals(office: &Office) -> Result<Vec<SealRow>> {
    Ok(seal::store::all(office.read())?.into_iter().map(row).collect())
}

pub(super) fn row(seal: Seal) -> SealRow {
    SealRow {
        name: Layout::parse(&seal.layout).map_or_else(|_| seal.form.clone(), |layout| layout.name),
        form: seal.form,
        period: seal.period,
        as_of: seal.as_of,
        version: seal.version,
        sealed_at: seal.sealed_at,
        reason: seal.reason,
        hash: seal.hash,
    }
}
