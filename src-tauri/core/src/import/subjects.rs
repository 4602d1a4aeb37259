//! Whom a row means: the organization of a name, the member of an ID number or a name.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::{
    Result,
    members::{self, IdNumber, Member, MemberId},
    organizations::{self, Organization, OrganizationId, tree},
    text,
};

/// The organizations of the office, by name.
pub struct Organizations {
    all: Vec<Organization>,
    by_name: HashMap<String, usize>,
}

impl Organizations {
    /// Every organization of the office.
    pub fn load(connection: &Connection) -> Result<Self> {
        let all = organizations::store::all(connection)?;
        let by_name = all
            .iter()
            .enumerate()
            .map(|(place, organization)| (text::squeeze(&organization.name), place))
            .collect();
        Ok(Self { all, by_name })
    }

    /// All of them.
    pub fn all(&self) -> &[Organization] {
        &self.all
    }

    /// The organization of a name; spaces and widths do not matter.
    pub fn find(&self, name: &str) -> Option<&Organization> {
        self.all.get(*self.by_name.get(&text::squeeze(name))?)
    }

    /// The name of an id.
    pub fn name(&self, id: Option<OrganizationId>) -> Option<String> {
        tree::by_id(&self.all, id?).map(|organization| organization.name.clone())
    }

    /// The sentence for a name that the office does not know, with the nearest it does.
    pub fn unknown(&self, name: &str) -> String {
        let nearest = tree::nearest(&self.all, name);
        if nearest.is_empty() {
            return format!("台账里没有党组织“{name}”；请核对名称，或先导入党组织名册");
        }
        format!(
            "台账里没有党组织“{name}”，是不是“{}”？请改成台账里的全称，或先登记这个党组织",
            nearest.join("”“")
        )
    }
}

/// Everyone whom the office knows on a day, by ID number and by name.
pub struct People {
    all: Vec<Member>,
    by_id: HashMap<MemberId, usize>,
    by_number: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl People {
    /// Everyone registered by a day; those who left are included.
    pub fn load(connection: &Connection, day: NaiveDate) -> Result<Self> {
        let all = members::store::everyone(connection, day)?;
        let (mut by_id, mut by_number) = (HashMap::new(), HashMap::new());
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, member) in all.iter().enumerate() {
            by_id.insert(member.id, place);
            if let Some(number) = &member.facts.id_number {
                by_number.insert(number.modern().as_str().to_owned(), place);
            }
            by_name.entry(member.facts.name.clone()).or_default().push(place);
        }
        Ok(Self { all, by_id, by_number, by_name })
    }

    /// All of them.
    pub fn all(&self) -> &[Member] {
        &self.all
    }

    /// The member of an id.
    pub fn of(&self, id: MemberId) -> Option<&Member> {
        self.all.get(*self.by_id.get(&id)?)
    }

    /// Whose ID number it is; a legacy number and its 18-place form are one person's.
    pub fn by_number(&self, number: &IdNumber) -> Option<&Member> {
        self.all.get(*self.by_number.get(number.modern().as_str())?)
    }

    /// Everyone of a name.
    pub fn by_name<'p>(&'p self, name: &str) -> impl Iterator<Item = &'p Member> + use<'p> {
        self.by_name.get(name).into_iter().flatten().filter_map(|&place| self.all.get(place))
    }

    /// The one whom a row means by ID number, else by a name that nobody else has.
    ///
    /// # Errors
    /// The sentence for an unknown number or name, a number of somebody else, a name that fits
    /// several people.
    pub fn one(
        &self,
        organizations: &Organizations,
        name: Option<&str>,
        number: Option<&IdNumber>,
    ) -> std::result::Result<&Member, String> {
        if let Some(number) = number {
            let found = self
                .by_number(number)
                .ok_or_else(|| "党员名册里没有这个身份证号码；请核对号码，或先导入党员花名册".to_owned())?;
            return match name {
                Some(name) if name != found.facts.name => Err(format!(
                    "这个身份证号码在党员名册里是“{}”，这里写的是“{name}”；请核对姓名和号码",
                    found.facts.name
                )),
                _ => Ok(found),
            };
        }
        let Some(name) = name else {
            return Err("姓名和身份证号码都没有填写；请补填".to_owned());
        };
        let found: Vec<&Member> = self.by_name(name).collect();
        match found.as_slice() {
            [] => Err(format!("党员名册里没有“{name}”；请核对姓名，或先导入党员花名册")),
            [one] => Ok(one),
            several => {
                let who: Vec<String> = several
                    .iter()
                    .map(|member| {
                        let branch = organizations.name(member.membership.organization);
                        let number = member.facts.id_number.as_ref().map(IdNumber::masked);
                        format!(
                            "{}（{}）",
                            branch.as_deref().unwrap_or("未登记党支部"),
                            number.as_deref().unwrap_or("未登记身份证号码")
                        )
                    })
                    .collect();
                Err(format!(
                    "有 {} 名党员叫“{name}”：{}；请补填公民身份证号码，指明是哪一位",
                    several.len(),
                    who.join("、")
                ))
            }
        }
    }
}
