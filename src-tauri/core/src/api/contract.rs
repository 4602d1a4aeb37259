//! The contract: every command that a screen may ask, once, with its name, what it takes and what it
//! answers. `ui/src/api/commands.ts` is generated from it; the window and `xianfeng serve` carry it.
//!
//! A command here names a function and says nothing else. What a shell does itself (choose a file, open
//! a folder) is no command of the office and is not listed.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, json};

use super::session::Sitting;
use crate::{Error, ErrorCode, Office, Result, progress::Progress};

type Run = dyn Fn(&mut Sitting, Value, &dyn Progress) -> Result<Value> + Send + Sync;

/// One command of the contract.
pub struct Command {
    argument: fn(&mut SchemaGenerator) -> Schema,
    result: fn(&mut SchemaGenerator) -> Schema,
    run: Box<Run>,
}

/// Every command by name: `members.list`.
#[derive(Default)]
pub struct Contract(BTreeMap<&'static str, Command>);

impl Contract {
    /// The commands of every feature.
    pub fn whole() -> Self {
        let mut all = Self::default();
        super::commendations::commands(&mut all);
        super::due::commands(&mut all);
        super::evaluations::commands(&mut all);
        super::history::commands(&mut all);
        super::home::commands(&mut all);
        super::import::commands(&mut all);
        super::layouts::commands(&mut all);
        super::members::commands(&mut all);
        super::office::commands(&mut all);
        super::organizations::commands(&mut all);
        super::papers::commands(&mut all);
        super::pledges::commands(&mut all);
        super::preferences::commands(&mut all);
        super::reviews::commands(&mut all);
        super::seal::commands(&mut all);
        super::settings::commands(&mut all);
        all
    }

    /// A command that reads the open office.
    pub fn read<A, R>(&mut self, name: &'static str, run: fn(&Office, &A) -> Result<R>)
    where
        A: DeserializeOwned + JsonSchema + 'static,
        R: Serialize + JsonSchema + 'static,
    {
        self.sit(name, move |sitting: &mut Sitting, asked: &A, _| run(sitting.office()?, asked));
    }

    /// A command that changes the open office (a named operation, or a note).
    pub fn change<A, R>(&mut self, name: &'static str, run: fn(&mut Office, &A) -> Result<R>)
    where
        A: DeserializeOwned + JsonSchema + 'static,
        R: Serialize + JsonSchema + 'static,
    {
        self.sit(name, move |sitting: &mut Sitting, asked: &A, _| run(sitting.office_mut()?, asked));
    }

    /// A command that needs more than the office: files handed in, a place to write to, progress, or no
    /// open office at all.
    pub fn sit<A, R>(
        &mut self,
        name: &'static str,
        run: impl Fn(&mut Sitting, &A, &dyn Progress) -> Result<R> + Send + Sync + 'static,
    ) where
        A: DeserializeOwned + JsonSchema + 'static,
        R: Serialize + JsonSchema + 'static,
    {
        let command = Command {
            argument: SchemaGenerator::subschema_for::<A>,
            result: SchemaGenerator::subschema_for::<R>,
            run: Box::new(move |sitting, asked, progress| {
                let asked: A = serde_json::from_value(asked).map_err(|error| {
                    // Screens send what the generated types allow: a fault of this program.
                    Error::new(ErrorCode::Usage, "程序内部的请求格式不对，本次操作未保存")
                        .hint("请重新打开程序后再试；仍不行时，请把日志交给维护人员。")
                        .cause(format!("{name}: {error}"))
                })?;
                serde_json::to_value(run(sitting, &asked, progress)?).map_err(Error::internal)
            }),
        };
        let taken = self.0.insert(name, command);
        debug_assert!(taken.is_none(), "two commands are called {name}");
    }

    /// Runs a command.
    ///
    /// # Errors
    /// Usage for a name or an argument that the contract does not know; what the command says.
    pub fn run(
        &self,
        sitting: &mut Sitting,
        name: &str,
        asked: Value,
        progress: &dyn Progress,
    ) -> Result<Value> {
        let command = self.0.get(name).ok_or_else(|| {
            Error::new(ErrorCode::Usage, "程序里没有这个功能，本次操作未保存")
                .hint("请重新打开程序后再试。")
                .cause(format!("no command {name}"))
        })?;
        (command.run)(sitting, asked, progress)
    }

    /// One JSON Schema: an object `Commands` with `{ args, result }` under each name, the shapes under
    /// `$defs`. A field that may be left out of an argument is not required there; answers hold every
    /// field.
    pub fn schema(&self) -> Value {
        let mut taken = SchemaSettings::draft2020_12().for_deserialize().into_generator();
        let mut given = SchemaSettings::draft2020_12().for_serialize().into_generator();
        let pairs: Vec<(&str, Value, Value)> = self
            .0
            .iter()
            .map(|(name, command)| {
                let argument = (command.argument)(&mut taken).to_value();
                (*name, argument, (command.result)(&mut given).to_value())
            })
            .collect();
        let mut shapes = given.take_definitions(true);
        let mut renamed = Vec::new();
        let taken = taken.take_definitions(true);
        for (name, shape) in &taken {
            if shapes.get(name).is_some_and(|other| other != shape) {
                renamed.push(name.clone());
            }
        }
        for (name, shape) in taken {
            let called = if renamed.contains(&name) { format!("{name}Input") } else { name };
            shapes.insert(called, pointing_to_inputs(shape, &renamed));
        }
        let mut properties = Map::new();
        for (name, argument, result) in pairs {
            let argument = pointing_to_inputs(argument, &renamed);
            properties.insert(
                name.to_owned(),
                json!({
                    "type": "object",
                    "properties": { "args": argument, "result": result },
                    "required": ["args", "result"],
                    "additionalProperties": false,
                }),
            );
        }
        let names: Vec<Value> = properties.keys().cloned().map(Value::String).collect();
        json!({
            "title": "Commands",
            "type": "object",
            "properties": properties,
            "required": names,
            "additionalProperties": false,
            "$defs": shapes,
        })
    }
}

/// Of a shape that is taken otherwise than it is given, there are two: `X` and `XInput`.
fn pointing_to_inputs(mut shape: Value, renamed: &[String]) -> Value {
    fn walk(value: &mut Value, renamed: &[String]) {
        match value {
            Value::Object(fields) => {
                for (key, field) in fields {
                    match field {
                        Value::String(target) if key == "$ref" => {
                            if renamed.iter().any(|name| target.as_str() == format!("#/$defs/{name}")) {
                                target.push_str("Input");
                            }
                        }
                        field => walk(field, renamed),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, renamed)),
            _ => {}
        }
    }
    walk(&mut shape, renamed);
    shape
}

/// What a command without an argument takes: `{}`.
#[derive(Debug, Clone, Copy, serde::Deserialize, JsonSchema)]
pub struct Nothing {}

/// What a command without an answer gives: `null`.
pub type Done = ();
