/// The shipped dictionaries: file name, content, and the same as JSON, which `build.rs` made of it.
pub(super) const FILES: &[(&str, &str, &str)] = &[
    ("companies.yaml", include_str!("../../dictionaries/companies.yaml"), include_str!(concat!(env!("OUT_DIR"), "/companies.json"))),
    ("people.yaml", include_str!("../../dictionaries/people.yaml"), include_str!(concat!(env!("OUT_DIR"), "/people.json"))),
    ("products.yaml", include_str!("../../dictionaries/products.yaml"), include_str!(concat!(env!("OUT_DIR"), "/products.json"))),
];
