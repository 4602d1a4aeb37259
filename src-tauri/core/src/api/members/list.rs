//! The list of members, its structure, and its export.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::shapes::{
    MemberExport, MemberLine, MemberList, MemberListFiles, MemberStructure, MembersAsked, StructureAsked,
};
use crate::{
    Error, Office, Result,
    api::{
        lists::before_the_books,
        organizations::{NamedOrganization, day, said},
        session::Sitting,
    },
    clock::full_years,
    documents::{self, Order, Profile, member_list},
    export::{self, FontBook},
    members::{
        self, IdNumber, Member, MemberId, masking,
        name_order::NameOrder,
        pinyin,
        structure::{AgeBand, structure as divide},
    },
    organizations::{self, tree},
    progress::Progress,
};

/// The list of a day.
///
/// # Errors
/// Refused for a day after today; storage errors.
pub fn list(office: &Office, asked: &MembersAsked) -> Result<MemberList> {
    let day = day(office, asked.as_of)?;
    let connection = office.read();
    let mut members = if asked.include_left {
        members::store::everyone(connection, day)?
    } else {
        members::store::members_on(connection, day)?
    };
    let order = match asked.order {
        Order::Roster => None,
        Order::Strokes => Some(members::store::name_order(connection)?),
        Order::Pinyin => Some(NameOrder::pinyin()?),
    };
    if let Some(order) = order {
        members.sort_by_cached_key(|member| order.key(&member.facts.name));
    }
    let all = organizations::store::all(connection)?;
    Ok(MemberList {
        as_of: day,
        note: before_the_books(office, day)?,
        organizations: tree::in_order(&all)
            .into_iter()
            .map(|(one, _)| NamedOrganization { id: one.id, name: one.name.clone() })
            .collect(),
        rows: members.into_iter().map(|member| line(member, day)).collect(),
    })
}

/// Full years from a day on; none where it is not known or lies ahead.
pub(super) fn years(since: Option<NaiveDate>, day: NaiveDate) -> Option<i32> {
    since.filter(|since| *since <= day).map(|since| full_years(since, day))
}

fn line(member: Member, day: NaiveDate) -> MemberLine {
    let (facts, membership) = (member.facts, member.membership);
    let age = years(facts.birth_date, day);
    MemberLine {
        id: member.id,
        initials: pinyin::initials(&facts.name),
        name: facts.name,
        sex: facts.sex,
        ethnicity: facts.ethnicity,
        birth_date: facts.birth_date,
        age,
        age_band: age.map(AgeBand::of),
        id_number: facts.id_number.as_ref().map(IdNumber::masked),
        education: facts.education,
        education_group: facts.education.map(members::Education::group),
        organization: membership.organization,
        standing: membership.standing,
        left: membership.left.map(|(how, _)| how),
        left_on: membership.left.map(|(_, on)| on),
        category: membership.category,
        post: membership.post,
        joined_on: facts.joined_on,
        party_age: years(facts.full_on, day),
        full_on: facts.full_on,
        worked_on: facts.worked_on,
        native_place: facts.native_place,
        job: facts.job,
        phone: facts.phone.as_deref().map(masking::phone),
    }
}

/// 队伍结构 of a list.
///
/// # Errors
/// Refused for a day after today; storage errors.
pub fn structure(office: &Office, asked: &StructureAsked) -> Result<MemberStructure> {
    let day = day(office, asked.as_of)?;
    let members = members::store::everyone(office.read(), day)?;
    let wanted: Option<HashSet<MemberId>> = asked.ids.as_ref().map(|ids| ids.iter().copied().collect());
    let list: Vec<&Member> = members
        .iter()
        .filter(|member| match &wanted {
            Some(wanted) => wanted.contains(&member.id),
            None => member.membership.left.is_none(),
        })
        .collect();
    Ok(MemberStructure { as_of: day, total: list.len() as u64, dimensions: divide(&list, day) })
}

/// 导出名单: what is shown, as a paper. The archive profile is noted first: whole ID numbers never lie in
/// a folder without a line in the history.
///
/// # Errors
/// Refused without people, columns or formats; storage errors; cancelled.
pub fn export(
    sitting: &mut Sitting,
    asked: &MemberExport,
    progress: &dyn Progress,
) -> Result<MemberListFiles> {
    let out = sitting.places.out.clone();
    let office = sitting.office_mut()?;
    let day = day(office, asked.as_of)?;
    if asked.formats.is_empty() {
        return Err(Error::refused("没有选择导出的格式，没有导出").hint("请选择 Excel 或 PDF。"));
    }
    let connection = office.read();
    let members = member_list::in_order(members::store::everyone(connection, day)?, &asked.ids);
    let count = members.len();
    let names = organizations::store::all(connection)?.into_iter().map(|one| (one.id, one.name));
    let document: documents::Document = member_list::document(member_list::MemberList {
        unit: organizations::store::unit(connection)?,
        as_of: day,
        profile: asked.profile,
        columns: asked.columns.clone(),
        chosen_by: said(asked.chosen_by.as_ref()),
        branches: names.collect(),
        members,
    })?;
    if asked.profile == Profile::Archive {
        office.note("导出归档版", &format!("党员名单，{count} 人，{} 个文件", asked.formats.len()))?;
    }
    let fonts = FontBook::open(&export::fonts_folder()?)?;
    let printed =
        export::write_files(&document, &asked.formats, &fonts, office.clock().now(), progress, &out)?;
    Ok(MemberListFiles {
        files: printed.files.iter().map(|path| sitting.files.add(path)).collect::<Result<_>>()?,
        substituted_fonts: printed.substituted_fonts,
        unprintable: printed.unprintable,
    })
}
