//! 党员花名册, 党组织名册, 覆盖情况表.

use std::{collections::BTreeMap, sync::Arc};

use super::*;
use crate::{
    clock::Period,
    documents::{
        coverage_list::{self, CoverageList, CoveredOrganization, Missing},
        organization_list::{self, ListedOrganization, OrganizationList},
        roster::{self, Roster},
    },
    numbers::Share,
};

fn roster(profile: Profile, lists: Vec<(Option<Category>, Vec<Member>)>) -> Roster {
    Roster {
        unit: unit(),
        of: None,
        as_of: day("2012-03-15"),
        profile,
        branches: Arc::new(BTreeMap::from([(OrganizationId(2), "机关党支部".to_owned())])),
        lists: lists.into_iter().map(|(category, list)| (category, Arc::new(list))).collect(),
    }
}

fn two_lists() -> Vec<(Option<Category>, Vec<Member>)> {
    let mut bare = member(3, "买买提·阿卜杜拉·吐尔逊江", 2, Some(Category::Retired));
    bare.facts = MemberFacts { name: bare.facts.name, ..MemberFacts::default() };
    bare.membership.standing = None;
    vec![
        (
            Some(Category::Serving),
            vec![
                member(1, "宋㛃", 2, Some(Category::Serving)),
                member(2, "周𬱖", 2, Some(Category::Serving)),
            ],
        ),
        (Some(Category::Retired), vec![bare]),
        (None, Vec::new()),
    ]
}

#[test]
fn the_roster_has_a_list_for_serving_and_one_for_retired_members() {
    let document = roster::document(&roster(Profile::Archive, two_lists()));
    golden("roster-archive", &document);
    assert_rows_fill_their_columns(&document);
    assert_eq!(
        document.sections.iter().map(|section| section.sheet.as_str()).collect::<Vec<_>>(),
        ["在职党员", "离退休党员"]
    );
}

#[test]
fn the_internal_roster_masks_numbers() {
    let document = roster::document(&roster(Profile::Internal, two_lists()));
    golden("roster-internal", &document);
    assert_rows_fill_their_columns(&document);
    let text = document.plain_text();
    assert!(text.contains("199****1234") && !text.contains("19900001234"), "{text}");
    assert!(!text.contains("99010119700101"), "a note holds numbers too: {text}");
    assert!(!text.contains("某县某街"), "an address is for the archive");
}

#[test]
fn the_public_roster_shows_no_id_birth_phone_or_address_anywhere() {
    let document = roster::document(&roster(Profile::Public, two_lists()));
    golden("roster-public", &document);
    assert_rows_fill_their_columns(&document);
    let text = document.plain_text();
    for secret in
        ["99010119", "1970", "出生", "年龄", "身份证", "199", "手机", "住址", "某县", "2345678", "备注"]
    {
        // 1996 is the year of becoming a full member, so 199 alone says nothing.
        let found = if secret == "199" { text.contains("1990") } else { text.contains(secret) };
        assert!(!found, "{secret} stands in {text}");
    }
    assert!(!document.name.contains("宋㛃"));
}

#[test]
fn id_numbers_and_phones_are_codes_and_names_are_names() {
    let document = roster::document(&roster(Profile::Archive, two_lists()));
    let cells: Vec<Inline> = grids(&document)
        .flat_map(|grid| grid.rows.iter())
        .flat_map(|row| row.cells.into_iter().map(|cell| cell.content))
        .collect();
    for wanted in [
        Inline::Code("99010119700101001X".to_owned()),
        Inline::Code("19900001234".to_owned()),
        Inline::Name("周𬱖".to_owned()),
        Inline::Count(42),
    ] {
        assert!(cells.contains(&wanted), "{wanted:?}");
    }
}

#[test]
fn a_roster_of_any_length_streams_a_row_a_member() {
    for length in [1_usize, 60, 600] {
        let list =
            (0..length).map(|number| member(number as i64, "王磊", 2, Some(Category::Serving))).collect();
        let document = roster::document(&roster(Profile::Archive, vec![(Some(Category::Serving), list)]));
        assert_eq!(rows(&document), length);
        // Walked twice, the rows are the same: writers count pages first and print then.
        assert_eq!(rows(&document), length);
    }
}

#[test]
fn the_list_of_organizations_adds_up_its_members() {
    let listed = |id, name, kind, members| ListedOrganization {
        organization: organization(id, name, kind),
        parent: (id > 1).then(|| "县司法局党组".to_owned()),
        members,
        full: members.min(15),
        probationary: members - members.min(15),
    };
    let mut organizations = vec![
        listed(1, "县司法局党组", OrganizationKind::LeadingGroup, 0),
        listed(2, "机关党支部", OrganizationKind::Branch, 17),
        listed(3, "公证处党支部", OrganizationKind::Branch, 8),
    ];
    organizations[1].organization.phone = Some("19900001234".to_owned());
    organizations[2].organization.phone = Some("0832-2340000".to_owned());
    for profile in PROFILES {
        let list = OrganizationList {
            unit: unit(),
            as_of: day("2012-03-15"),
            profile,
            organizations: organizations.clone(),
        };
        let document = organization_list::document(&list);
        assert_rows_fill_their_columns(&document);
        let text = document.plain_text();
        assert!(text.contains("合　计\t25\t23\t2"), "{text}");
        match profile {
            Profile::Archive => assert!(text.contains("19900001234")),
            // The secretary's mobile is masked, the branch's landline is not.
            Profile::Internal => {
                assert!(text.contains("199****1234") && text.contains("0832-2340000"));
                golden("organization-list", &document);
            }
            Profile::Public => assert!(!text.contains("1234") && !text.contains("0832")),
        }
    }
}

#[test]
fn the_coverage_list_names_who_is_missing() {
    let covered = |name: &str, evaluated, done, due| CoveredOrganization {
        name: name.to_owned(),
        evaluated,
        members: Some(Share::new(done, due)),
    };
    let list = CoverageList {
        unit: unit(),
        period: Period::parse("2012Q1").unwrap(),
        organizations: vec![
            covered("县司法局党组", Some(true), 0, 0),
            covered("机关党支部", Some(false), 16, 17),
        ],
        missing: vec![
            Missing { name: "机关党支部".to_owned(), person: false, branch: None, reason: None },
            Missing {
                name: "宋㛃".to_owned(),
                person: true,
                branch: Some("机关党支部".to_owned()),
                reason: Some("评议会无效".to_owned()),
            },
        ],
        notes: vec!["应评对象为评议当日在册的党员和党组织。".to_owned()],
    };
    let document = coverage_list::document(&list);
    golden("coverage-list", &document);
    assert_rows_fill_their_columns(&document);
    let nobody = coverage_list::document(&CoverageList { missing: Vec::new(), ..list });
    assert!(nobody.plain_text().contains("未评名单\n无。"));
}
