//! Has the linker leave in the card's program what each number there points to: `tools/data.mjs` takes from the first part
//! the data that only the later part reads.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_ARCH", "wasm32") {
        println!("cargo::rustc-link-arg-bin=call-card=--emit-relocs");
    }
}
