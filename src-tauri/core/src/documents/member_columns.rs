//! Columns of lists of members: what the roster and the list that a clerk put together may show. One
//! place, so that masking (`decisions.md` 16) is the same in both.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Align, Cell, Grid, Inline, Profile, Row, Rows, Ruling, TextStyle,
    conventions::{SMALL, count, day, left, small_head, word},
};
use crate::{
    clock::full_years,
    members::{Category, Member, Sex, Standing, masking},
    organizations::OrganizationId,
};

/// A column of a list of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberColumn {
    /// 姓名.
    Name,
    /// 性别.
    Sex,
    /// 民族.
    Ethnicity,
    /// 出生日期.
    BirthDate,
    /// 年龄.
    Age,
    /// 籍贯.
    NativePlace,
    /// 参加工作时间.
    WorkedOn,
    /// 学历.
    Education,
    /// 入党时间.
    JoinedOn,
    /// 转正时间.
    FullOn,
    /// 党龄.
    PartyAge,
    /// 党员类别, or how the person left.
    Standing,
    /// 党内职务.
    Post,
    /// 工作单位及职务.
    Job,
    /// 所在党支部.
    Organization,
    /// 在职/离退休.
    Category,
    /// 公民身份证号码.
    IdNumber,
    /// 手机号码.
    Phone,
    /// 家庭住址.
    Address,
    /// 备注.
    Note,
}

/// What a row needs beside the member.
pub(super) struct Shown {
    /// 截止日期.
    pub as_of: NaiveDate,
    /// How much of a person is shown.
    pub profile: Profile,
    /// Names of branches.
    pub branches: Arc<BTreeMap<OrganizationId, String>>,
}

impl MemberColumn {
    /// Every column, in the order of the roster.
    pub const ALL: [Self; 20] = [
        Self::Name,
        Self::Sex,
        Self::Ethnicity,
        Self::BirthDate,
        Self::Age,
        Self::NativePlace,
        Self::WorkedOn,
        Self::Education,
        Self::JoinedOn,
        Self::FullOn,
        Self::PartyAge,
        Self::Standing,
        Self::Post,
        Self::Job,
        Self::Organization,
        Self::Category,
        Self::IdNumber,
        Self::Phone,
        Self::Address,
        Self::Note,
    ];

    /// Its head, and its width in mm.
    const fn head(self) -> (&'static str, f32) {
        match self {
            Self::Name => ("姓名", 16.0),
            Self::Sex => ("性别", 8.0),
            Self::Ethnicity => ("民族", 12.0),
            Self::BirthDate => ("出生日期", 18.0),
            Self::Age => ("年龄", 8.0),
            Self::NativePlace => ("籍贯", 20.0),
            Self::WorkedOn => ("参加工作时间", 18.0),
            Self::Education => ("学历", 18.5),
            Self::JoinedOn => ("入党时间", 18.0),
            Self::FullOn => ("转正时间", 18.0),
            Self::PartyAge => ("党龄", 8.0),
            Self::Standing => ("党员类别", 15.5),
            Self::Post => ("党内职务", 15.5),
            Self::Job => ("工作单位及职务", 30.0),
            Self::Organization => ("所在党支部", 38.0),
            Self::Category => ("在职/离退休", 12.0),
            Self::IdNumber => ("公民身份证号码", 33.0),
            Self::Phone => ("手机号码", 20.5),
            Self::Address => ("家庭住址", 36.0),
            Self::Note => ("备注", 10.5),
        }
    }

    /// Whether a profile shows it at all.
    pub(super) const fn is_shown(self, profile: Profile) -> bool {
        match self {
            Self::BirthDate | Self::Age | Self::IdNumber | Self::Phone | Self::Note => {
                !matches!(profile, Profile::Public)
            }
            Self::Address => matches!(profile, Profile::Archive),
            _ => true,
        }
    }

    fn is_text(self) -> bool {
        matches!(self, Self::Organization | Self::Job | Self::Address | Self::Note)
    }

    fn value(self, member: &Member, shown: &Shown) -> Inline {
        let (facts, membership) = (&member.facts, &member.membership);
        let years = |since: Option<NaiveDate>| {
            let years = since.map(|since| full_years(since, shown.as_of));
            count(years.and_then(|years| u64::try_from(years).ok()))
        };
        let whole = shown.profile == Profile::Archive;
        match self {
            Self::Name => Inline::Name(facts.name.clone()),
            Self::Sex => word(facts.sex.map(Sex::label)),
            Self::Ethnicity => word(facts.ethnicity.map(|ethnicity| ethnicity.name())),
            Self::BirthDate => day(facts.birth_date),
            Self::Age => years(facts.birth_date),
            Self::NativePlace => word(facts.native_place.clone()),
            Self::WorkedOn => day(facts.worked_on),
            Self::Education => word(facts.education.map(|education| education.label())),
            Self::JoinedOn => day(facts.joined_on),
            Self::FullOn => day(facts.full_on),
            // From 转正 on (`domain.md` §3.4).
            Self::PartyAge => years(facts.full_on.filter(|full| *full <= shown.as_of)),
            Self::Standing => match membership.left {
                Some((how, on)) => Inline::Text(format!("{how}（{on}）")),
                None => word(membership.standing.map(Standing::label)),
            },
            Self::Post => word(membership.post.clone()),
            Self::Job => word(facts.job.clone()),
            Self::Organization => {
                word(membership.organization.and_then(|id| shown.branches.get(&id).cloned()))
            }
            Self::Category => word(membership.category.map(Category::label)),
            Self::IdNumber => match &facts.id_number {
                Some(number) if whole => Inline::Code(number.as_str().to_owned()),
                Some(number) => Inline::Code(number.masked()),
                None => word(None::<String>),
            },
            Self::Phone => match &facts.phone {
                Some(number) if whole => Inline::Code(number.clone()),
                Some(number) => Inline::Code(masking::phone(number)),
                None => word(None::<String>),
            },
            Self::Address => word(facts.address.clone()),
            Self::Note => match &facts.note {
                Some(note) if whole => Inline::Text(note.clone()),
                Some(note) => Inline::Text(masking::note(note)),
                None => word(None::<String>),
            },
        }
    }
}

/// Widths of columns in mm for a list. Names of several parts break at their dots: 阿卜杜拉· is one.
pub(super) fn widths<'a>(
    columns: &[MemberColumn],
    members: impl IntoIterator<Item = &'a Member>,
) -> Vec<f32> {
    let long_names = members.into_iter().any(|member| member.facts.name.chars().count() > 5);
    let width = |column: &MemberColumn| match column {
        MemberColumn::Name if long_names => 20.0,
        column => column.head().1,
    };
    columns.iter().map(width).collect()
}

/// Width of the column 序号, in mm.
const NUMBER: f32 = 9.0;

/// The list, numbered. Rows are made while they are written.
pub(super) fn grid(columns: &[MemberColumn], widths: &[f32], shown: Shown, list: &Arc<Vec<Member>>) -> Grid {
    let (list, shown) = (Arc::clone(list), Arc::new(shown));
    let of: Arc<Vec<MemberColumn>> = Arc::new(columns.to_vec());
    let heads = std::iter::once("序号").chain(columns.iter().map(|column| column.head().0));
    Grid {
        columns: std::iter::once(NUMBER).chain(widths.iter().copied()).collect(),
        header: vec![Row { cells: heads.map(small_head).collect(), height: 10.0, with_next: true }],
        rows: Rows::new(move || {
            let (list, columns, shown) = (Arc::clone(&list), Arc::clone(&of), Arc::clone(&shown));
            (0..list.len())
                .filter_map(move |index| list.get(index).map(|member| row(index, member, &columns, &shown)))
        }),
        ruling: Ruling::Framed,
    }
}

fn row(index: usize, member: &Member, columns: &[MemberColumn], shown: &Shown) -> Row {
    let number = Cell::new(Inline::Count(index as u64 + 1), TextStyle { align: Align::Center, ..SMALL });
    let values = columns.iter().map(|column| {
        let align = if column.is_text() { Align::Left } else { Align::Center };
        left(column.value(member, shown), TextStyle { align, ..SMALL })
    });
    Row {
        cells: std::iter::once(number).chain(values).collect(), // 18 pt: a branch of twenty and the signatures on one page.
        height: 6.35,
        with_next: false,
    }
}
