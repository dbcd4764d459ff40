### Every sentence a person reads. Ids are kebab-case; arguments come formatted.
