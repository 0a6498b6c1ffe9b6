/// The shipped dictionaries: file name and content.
pub(super) const FILES: &[(&str, &str)] = &[
    ("companies.yaml", include_str!("../../dictionaries/companies.yaml")),
    ("people.yaml", include_str!("../../dictionaries/people.yaml")),
    ("products.yaml", include_str!("../../dictionaries/products.yaml")),
];
