//! What a row changes in somebody the office knows: facts, and events of the sheet's day.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::{Level, Row, Work, masked, report};
use crate::{
    Result,
    clock::chinese_date,
    import::{FieldChange, findings::Findings, subjects::Organizations, table::Table},
    members::{
        self, Category, Education, Ethnicity, EventKind, Member, MemberFacts, Membership, MembershipEvent,
        Standing, masking,
    },
};

/// Works out what the row changes; `state` is how the member stood on the sheet's day.
pub fn diff(
    connection: &Connection,
    row: &Row,
    member: &Member,
    state: Option<Membership>,
    organizations: &Organizations,
    tables: &[Table<'_>],
    findings: &mut Findings,
) -> Result<(Vec<Work>, Vec<FieldChange>)> {
    let mut works = Vec::new();
    let facts = merged(row, &member.facts);
    let mut fields = changed(&member.facts, &facts);
    if !fields.is_empty() {
        works.push(Work::Update(member.id, Box::new(facts)));
    }
    let mut note = |level, column: &str, message: String| {
        report(tables, row.sheet, row.number, level, column, message, findings);
    };
    if row.facts.name != member.facts.name {
        note(
            Level::Warning,
            "姓名",
            format!(
                "这个身份证号码在台账里是“{}”，将改名为“{}”；请核对是改了名，还是号码填错了行",
                member.facts.name, row.facts.name
            ),
        );
    }
    let Some(state) = state else {
        note(
            Level::Warning,
            "姓名",
            "表中的统计截止日期早于台账里该党员入册的日期，只更新个人信息，不登记变动；请核对截止日期"
                .to_owned(),
        );
        return Ok((works, fields));
    };
    if let Some((kind, day)) = state.left {
        note(
            Level::Error,
            "姓名",
            format!(
                "台账记载该党员已于{}{kind}；确已回来的，请先在台账登记“转入”或“恢复”，否则请从表中删去这一行",
                chinese_date(day)
            ),
        );
        return Ok((works, fields));
    }
    let event = |kind| MembershipEvent {
        kind,
        happened_on: row.as_of,
        organization: None,
        standing: None,
        category: None,
        post: None,
        note: None,
    };
    let mut record = |event: MembershipEvent, field: &str, before: Option<String>, after: Option<String>| {
        works.push(Work::Record(member.id, Box::new(event)));
        fields.push(FieldChange { field: field.to_owned(), before, after });
    };
    let mut post = state.post.clone();
    if state.organization != Some(row.branch) {
        let moved = MembershipEvent { organization: Some(row.branch), ..event(EventKind::Moved) };
        let (before, after) = (organizations.name(state.organization), organizations.name(Some(row.branch)));
        record(moved, "所在党支部", before, after);
        // A post belongs to a branch: moving ends it.
        post = None;
    }
    match (state.category, row.category) {
        (before, Some(after)) if before != Some(after) => {
            let kind = match after {
                Category::Serving => EventKind::Serving,
                Category::Retired => EventKind::Retired,
            };
            record(
                event(kind),
                "在职/离退休",
                before.map(|before| before.to_string()),
                Some(after.to_string()),
            );
        }
        _ => {}
    }
    match &row.post {
        Some(Some(wanted)) if post.as_ref() != Some(wanted) => {
            let appointed = MembershipEvent { post: Some(wanted.clone()), ..event(EventKind::Appointed) };
            record(appointed, "党内职务", state.post.clone(), Some(wanted.clone()));
        }
        Some(None) if post.is_some() => {
            let relieved = MembershipEvent { post: post.clone(), ..event(EventKind::Relieved) };
            record(relieved, "党内职务", post, None);
        }
        _ => {}
    }
    match (state.standing, row.standing) {
        (Some(Standing::Probationary), Some(Standing::Full)) => {
            let turned = turned_full_on(connection, row, member)?;
            let turned = MembershipEvent { happened_on: turned, ..event(EventKind::TurnedFull) };
            record(
                turned,
                "党员类别",
                Some(Standing::Probationary.to_string()),
                Some(Standing::Full.to_string()),
            );
        }
        (Some(Standing::Full), Some(Standing::Probationary)) => note(
            Level::Error,
            "党员类别",
            "台账里已是正式党员，表里却是预备党员；请核对，台账有误的请先更正转正登记".to_owned(),
        ),
        (None, Some(standing)) => {
            let opening = members::store::events(connection, member.id)?.into_iter().next();
            if let Some((id, opening)) = opening.filter(|(_, first)| first.kind == EventKind::Opening) {
                let completed = MembershipEvent { standing: Some(standing), ..opening };
                works.push(Work::Complete(id, Box::new(completed)));
                fields.push(field("党员类别", None, Some(standing.to_string())));
            }
        }
        _ => {}
    }
    Ok((works, fields))
}

/// What a new person will be: the facts, and what the 期初登记 says.
pub fn of_new(row: &Row) -> Vec<FieldChange> {
    let mut fields = changed(&MemberFacts::default(), &row.facts);
    fields.retain(|field| field.field != "姓名");
    fields.iter_mut().for_each(|field| field.before = None);
    let opening = [
        ("党员类别", row.standing.map(|standing| standing.to_string())),
        ("在职/离退休", row.category.map(|category| category.to_string())),
        ("党内职务", row.post.clone().flatten()),
        ("入册日期", Some(row.as_of.to_string())),
    ];
    fields.extend(opening.into_iter().filter_map(|(name, after)| FieldChange::new(name, after)));
    fields
}

/// The day of 转正: as the roster says it, unless the books or the sheet do not reach there.
fn turned_full_on(connection: &Connection, row: &Row, member: &Member) -> Result<NaiveDate> {
    let first = members::store::events(connection, member.id)?.into_iter().next();
    let first = first.map_or(row.as_of, |(_, event)| event.happened_on);
    Ok(row.facts.full_on.filter(|day| (first..=row.as_of).contains(day)).unwrap_or(row.as_of))
}

/// The facts after the import: what the row says, else what the office knows.
fn merged(row: &Row, known: &MemberFacts) -> MemberFacts {
    let new = row.facts.clone();
    // A 15-digit number says less than the 18-digit one that is kept.
    let id_number = match (&new.id_number, &known.id_number) {
        (Some(new), Some(kept)) if new.is_legacy() && !kept.is_legacy() => Some(kept.clone()),
        (new, kept) => new.clone().or_else(|| kept.clone()),
    };
    MemberFacts {
        name: new.name,
        sex: new.sex.or(known.sex),
        ethnicity: new.ethnicity.or(known.ethnicity),
        birth_date: new.birth_date.or(known.birth_date),
        id_number,
        education: new.education.or(known.education),
        joined_on: new.joined_on.or(known.joined_on),
        full_on: new.full_on.or(known.full_on),
        worked_on: new.worked_on.or(known.worked_on),
        native_place: new.native_place.or_else(|| known.native_place.clone()),
        job: new.job.or_else(|| known.job.clone()),
        phone: new.phone.or_else(|| known.phone.clone()),
        address: new.address.or_else(|| known.address.clone()),
        note: new.note.or_else(|| known.note.clone()),
    }
}

fn field(field: &str, before: Option<String>, after: Option<String>) -> FieldChange {
    FieldChange { field: field.to_owned(), before, after }
}

fn changed(before: &MemberFacts, after: &MemberFacts) -> Vec<FieldChange> {
    if before == after {
        return Vec::new();
    }
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let row = |name: &'static str, of: &dyn Fn(&MemberFacts) -> Option<String>| (name, of(before), of(after));
    let mut all = vec![
        row("姓名", &|facts| Some(facts.name.clone())),
        row("性别", &|facts| facts.sex.map(|sex| sex.to_string())),
        row("民族", &|facts| facts.ethnicity.map(Ethnicity::name).map(str::to_owned)),
        row("出生日期", &|facts| day(facts.birth_date)),
        row("公民身份证号码", &|facts| masked(facts.id_number.as_ref())),
        row("学历", &|facts| facts.education.map(Education::label).map(str::to_owned)),
        row("入党时间", &|facts| day(facts.joined_on)),
        row("转正时间", &|facts| day(facts.full_on)),
        row("参加工作时间", &|facts| day(facts.worked_on)),
        row("籍贯", &|facts| facts.native_place.clone()),
        row("工作单位及职务", &|facts| facts.job.clone()),
        row("手机号码", &|facts| facts.phone.as_deref().map(masking::phone)),
        row("家庭住址", &|facts| facts.address.clone()),
        row("备注", &|facts| facts.note.clone()),
    ];
    // Two numbers may look alike once masked; they are a change all the same.
    let hidden = |name: &str| match name {
        "公民身份证号码" => before.id_number != after.id_number,
        "手机号码" => before.phone != after.phone,
        _ => false,
    };
    all.retain(|(name, before, after)| before != after || hidden(name));
    all.into_iter().map(|(name, before, after)| field(name, before, after)).collect()
}
