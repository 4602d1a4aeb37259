//! What the shells may ask of an office, with the shapes that scripts rely on (`design.md` §5).
//!
//! The top of the house: it calls features, joins names to what they give, and decides nothing. A
//! room of its own, not one file in each feature, because nearly every answer carries a name from
//! another feature (a member's branch, a pledge's subject), and features do not read each other.

mod export;
mod lists;

pub use export::{ExportReport, ExportRequest, export};
pub use lists::{
    MeetingRow, MemberRow, OrganizationRow, PledgeRow, SchemeRow, meetings, members, organizations, pledges,
    schemes,
};

use schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value};

use crate::{
    import::Outcome,
    statistics::tally_report::TallyReport,
    store::{OperationEntry, Verification},
};

/// The JSON Schema of every `--json` answer, by command.
pub fn schema() -> Value {
    fn of<T: JsonSchema>() -> Value {
        schema_for!(T).to_value()
    }
    let shapes: [(&str, Value); 10] = [
        ("list organizations", of::<Vec<OrganizationRow>>()),
        ("list members", of::<Vec<MemberRow>>()),
        ("list pledges", of::<Vec<PledgeRow>>()),
        ("list meetings", of::<Vec<MeetingRow>>()),
        ("list schemes", of::<Vec<SchemeRow>>()),
        ("import", of::<Outcome>()),
        ("tally", of::<TallyReport>()),
        ("export", of::<ExportReport>()),
        ("verify", of::<Verification>()),
        ("history", of::<Vec<OperationEntry>>()),
    ];
    Value::Object(shapes.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect::<Map<_, _>>())
}
