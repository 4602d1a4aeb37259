//! Prints the contract as JSON Schema: `make bindings` turns it into `ui/src/api/commands.ts`.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    println!("{:#}", xianfeng_core::api::Contract::whole().schema());
}
