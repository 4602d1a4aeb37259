//! 党员: the list, finding people, a person's page, and what is done to them. ID numbers and phones
//! leave masked; whole ones only on asking, which the history notes (`decisions.md` 16).

mod forms;
mod list;
mod page;
mod shapes;
#[cfg(test)]
pub(super) mod tests;

pub use self::shapes::{
    EventAsked, EventCorrection, EventForm, EventLine, MemberAsked, MemberExport, MemberFactsShown,
    MemberForm, MemberLine, MemberList, MemberListFiles, MemberNumbers, MemberPage, MemberSaved,
    MemberSearch, MemberStructure, MemberUpdate, MembersAsked, MembersFound, MembershipShown, NewEvent,
    NewMember, OfficeHeld, PossibleEvent, StructureAsked,
};
use super::contract::Contract;
use crate::{Office, Result, members};

/// The commands of this file.
pub fn commands(all: &mut Contract) {
    all.read("members.list", list::list);
    all.read("members.search", |office: &Office, asked: &MemberSearch| -> Result<MembersFound> {
        Ok(MembersFound { ids: members::search::search(office.read(), &asked.text)? })
    });
    all.read("members.structure", list::structure);
    all.sit("members.export", list::export);
    all.read("members.get", page::get);
    all.change("members.unmask", page::unmask);
    all.change("members.add", forms::add);
    all.change("members.update", forms::update);
    all.change("members.record_event", forms::record_event);
    all.change("members.correct_event", forms::correct_event);
    all.change("members.remove_event", |office: &mut Office, asked: &EventAsked| {
        office.change("删除党籍变动", |change| members::store::remove_event(change, asked.id))
    });
}
