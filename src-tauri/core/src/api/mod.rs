//! What the shells may ask of an office, with the shapes that scripts rely on (`design.md` §5).
//!
//! The top of the house: it calls features, joins names to what they give, and decides nothing. A
//! room of its own, not one file in each feature, because nearly every answer carries a name from
//! another feature (a member's branch, a pledge's subject), and features do not read each other.

mod commendations;
mod contract;
mod due;
mod evaluations;
mod export;
mod history;
mod home;
mod import;
mod indicators;
mod layouts;
mod lists;
mod members;
mod office;
mod organizations;
mod papers;
mod pledges;
mod preferences;
mod records;
mod reviews;
mod seal;
mod session;
mod settings;
mod tally;
#[cfg(test)]
mod tests;

pub use commendations::{
    AdvanceRequest, AmendAsked, CalendarAsked, CalendarDay, Chosen, DefinitionCheck, HonourRow, KindRow,
    MemberNamed, Move, Named, NewProgramme, NominationReport, NominationRequest, NominationRow, ObjectionRow,
    OfProgramme, OrganizationNamed, ProgrammeNamed, ProgrammeRow, Prospect, PublicityDays, QuotaAsked,
    QuotaFor, QuotaRow, StandingAsked, StandingRow, StepRow, YearAsked, add_programme, advance, honours,
    nominate, nominations, programme_named, programmes, put_quota, put_standing,
};
pub use contract::{Command, Contract, Done, Nothing};
pub use due::{DueAsked, DueGroupRow, DueRow, Room};
pub use export::{ExportReport, ExportRequest, PaperRequest, Remarks, SealUse, export};
pub use history::{
    ChangedField, ChangedRecord, ChangesAnswer, ChangesAsked, HistoryAsked, HistoryPage, NextSteps,
    RecordMove, TakenBack,
};
pub use home::{
    BranchEvaluation, HomeAsked, HomeEvaluations, HomePledges, HomeSummary, KindCoverage, RosterCounts,
    StatusCount, summary,
};
pub use indicators::{
    IndicatorRecord, IndicatorRow, IndicatorsAnswer, IndicatorsRequest, ShownValue, indicators,
};
pub use layouts::{
    LayoutAdded, LayoutCheck, LayoutNamed, LayoutRow, LayoutSource, add_layout, check_layout, layout_text,
    layouts, remove_layout,
};
pub use lists::{
    MeetingRow, MemberRow, OrganizationRow, PledgeRow, SchemeRow, before_the_books, meetings, members,
    organizations, pledges, schemes,
};
pub use members::{
    EventAsked, EventCorrection, EventForm, EventLine, MemberAsked, MemberExport, MemberFactsShown,
    MemberForm, MemberLine, MemberList, MemberListFiles, MemberNumbers, MemberPage, MemberSaved,
    MemberSearch, MemberStructure, MemberUpdate, MembersAsked, MembersFound, MembershipShown, NewEvent,
    NewMember, OfficeHeld, PossibleEvent, StructureAsked,
};
pub use office::{ActorNamed, BackupRow, NewOffice, OfficeState, OfficeStatus, RestoreAsked, SampleAsked};
pub use organizations::{
    Dissolution, Heads, NamedOrganization, NewOrganization, OfficerLine, OrganizationAsked,
    OrganizationContact, OrganizationForm, OrganizationMove, OrganizationNode, OrganizationPage,
    OrganizationSaved, OrganizationTree, OrganizationUpdate, OrganizationsAsked, StandingLine, TermAsked,
    TermForm, TermLine, TermSaved, organization_tree,
};
pub use papers::{
    Choices, Exported, Figures, FormRow, KindChoice, OrganizationChoice, PersonChoice, Previewed,
    ProgrammeChoice, RecentExport, RowSet, RowsAsked, RowsBehind, SealedFigureAsked, ShownCell, ShownRow,
    ShownTable, TrialAsked, forms,
};
pub use preferences::{PreferenceAsked, PreferencePut};
pub use records::{EvaluationLine, HonourLine, MeetingLine, PledgeBrief};
pub use reviews::{
    NamedPeriod, Rectification, ReviewChoices, ReviewDueRow, ReviewForm, ReviewNamed, ReviewRow,
    ReviewUpdate, Reviewer, ReviewsAsked, ReviewsDue, ReviewsDueAsked, list as reviews,
};
pub use seal::{DiffReport, Outlook, SealNamed, SealReport, SealRequest, SealRow, diff, seal, seals};
pub use session::{
    Answer, Call, FileHandle, FileId, Files, Places, Session, Sitting, SittingFolder, envelope, unguessable,
};
pub use settings::{NamePlace, NamePlacePut};
pub use tally::{TallyAnswer, TallyOf, member_named, organization_named, tally};

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value};

use crate::{
    Error,
    import::Outcome,
    statistics::tally_report::TallyReport,
    store::{OperationEntry, Verification},
};

/// The JSON Schema of every `--json` answer, by command; `error` is what every refused command answers.
/// A field that may be empty is null, never left out: every field is required.
pub fn schema() -> Value {
    fn of<T: JsonSchema>() -> Value {
        SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>().to_value()
    }
    let shapes = [
        ("list organizations", of::<Vec<OrganizationRow>>()),
        ("list members", of::<Vec<MemberRow>>()),
        ("list pledges", of::<Vec<PledgeRow>>()),
        ("list meetings", of::<Vec<MeetingRow>>()),
        ("list schemes", of::<Vec<SchemeRow>>()),
        ("list reviews", of::<Vec<ReviewRow>>()),
        ("list seals", of::<Vec<SealRow>>()),
        ("list programmes", of::<Vec<ProgrammeRow>>()),
        ("list nominations", of::<Vec<NominationRow>>()),
        ("list honours", of::<Vec<HonourRow>>()),
        ("programme", of::<ProgrammeRow>()),
        ("nominate", of::<NominationReport>()),
        ("advance", of::<NominationReport>()),
        ("import", of::<Outcome>()),
        ("tally", of::<TallyReport>()),
        ("tally of several", of::<Vec<TallyReport>>()),
        ("indicators", of::<Vec<IndicatorRow>>()),
        ("export", of::<ExportReport>()),
        ("seal", of::<SealReport>()),
        ("diff", of::<DiffReport>()),
        ("layouts check", of::<LayoutCheck>()),
        ("layouts add", of::<LayoutAdded>()),
        ("layouts list", of::<Vec<LayoutRow>>()),
        ("verify", of::<Verification>()),
        ("history", of::<Vec<OperationEntry>>()),
        ("error", of::<Error>()),
    ];
    Value::Object(shapes.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect::<Map<_, _>>())
}
