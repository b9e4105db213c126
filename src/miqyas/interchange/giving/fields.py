"""The fields of the 360Giving standard 1.4 and what each holds.

The standard is by 360Giving, CC BY 4.0 (https://standard.threesixtygiving.org); names and titles of fields are its own.
"""

from types import MappingProxyType

VERSION = "1.4"
DAY = r"\d{4}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])"
MOMENT = DAY + r"[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d{2}:\d{2})"
# Of each simple kind, what its text must be in full.
PATTERNS = MappingProxyType({
    "text": r"[\s\S]*",
    "moment": MOMENT,
    "date": f"({DAY}|{MOMENT})",
    "when": rf"({DAY}|{MOMENT}|\d{{4}}(-(0[1-9]|1[012]))?)",
    "url": r"[A-Za-z][A-Za-z0-9+.-]*:\S+",
    "currency": r"[A-Z]{3}",
    "country": r"[A-Z]{2}",
    "yes_no": r"Yes|No",
    "scope": r"GLS0(10|20|30|40|50|60|99)",
    "regrant": r"FRG0[1-7]0",
})  # fmt: skip
LOCATION = {
    "id": ("text", "Identifier"), "name": ("text", "Name"), "countryCode": ("country", "Country Code"),
    "latitude": ("number", "Latitude"), "longitude": ("number", "Longitude"), "description": ("text", "Description"),
    "geoCode": ("text", "Geographic Code"), "geoCodeType": ("text", "Geographic Code Type"),
    "dateModified": ("moment", "Last Modified"),
}  # fmt: skip
# Of each object, its fields: kind and title. A kind in brackets is an array of such objects.
OBJECTS: MappingProxyType[str, dict[str, tuple[str, str]]] = MappingProxyType({
    "Grant": {
        "id": ("text", "Identifier"), "title": ("text", "Title"), "description": ("text", "Description"),
        "currency": ("currency", "Currency"), "amountAppliedFor": ("number", "Amount Applied For"),
        "amountAwarded": ("number", "Amount Awarded"), "amountDisbursed": ("number", "Amount Disbursed"),
        "awardDate": ("date", "Award Date"), "url": ("url", "URL"), "plannedDates": ("[Event]", "Planned Dates"),
        "actualDates": ("[Event]", "Actual Dates"), "recipientIndividual": ("Person", "Recipient Ind"),
        "toIndividualsDetails": ("Details", "To Individuals Details"),
        "recipientOrganization": ("[Organization]", "Recipient Org"),
        "beneficiaryLocation": ("[Location]", "Beneficiary Location"),
        "fundingOrganization": ("[Organization]", "Funding Org"),
        "grantProgramme": ("[GrantProgramme]", "Grant Programme"),
        "fromOpenCall": ("yes_no", "From An Open Call?"), "fundingType": ("[Classification]", "Funding Type"),
        "classifications": ("[Classification]", "Classifications"),
        "relatedDocument": ("[Documents]", "Related Document"),
        "applicationTransaction": ("[Transaction]", "Application Transaction"),
        "commitmentTransaction": ("[Transaction]", "Commitment Transaction"),
        "disbursementTransaction": ("[Transaction]", "Disbursement Transaction"),
        "relatedActivity": ("[text]", "Related Activity"), "dateModified": ("moment", "Last Modified"),
        "dataSource": ("url", "Data Source"), "regrantType": ("regrant", "For Regrant Type"),
        "locationScope": ("scope", "Location Scope"),
    },
    "Organization": {
        "id": ("text", "Identifier"), "name": ("text", "Name"), "department": ("text", "Department"),
        "contactName": ("text", "Contact Name"), "charityNumber": ("text", "Charity Number"),
        "companyNumber": ("text", "Company Number"), "streetAddress": ("text", "Street Address"),
        "addressLocality": ("text", "City"), "addressRegion": ("text", "County"), "addressCountry": ("text", "Country"),
        "postalCode": ("text", "Postal Code"), "telephone": ("text", "Phone Number"),
        "alternateName": ("text", "Alternate Name"), "email": ("text", "Email"), "description": ("text", "Description"),
        "organisationType": ("text", "Organisation Type"), "url": ("url", "Web Address"),
        "location": ("[Location]", "Location"), "dateModified": ("moment", "Last Modified"),
    },
    "Person": {"id": ("text", "Identifier"), "name": ("text", "Name")},
    "Details": {
        "primaryGrantReason": ("text", "Primary Grant Reason"),
        "secondaryGrantReason": ("text", "Secondary Grant Reason"), "grantPurpose": ("[text]", "Grant Purpose"),
    },
    "Location": LOCATION,
    "Event": {
        "title": ("text", "Title"), "startDate": ("when", "Start Date"), "endDate": ("when", "End Date"),
        "duration": ("number", "Duration (months)"), "description": ("text", "Description"),
        "dateModified": ("moment", "Last Modified"),
    },
    "GrantProgramme": {
        "code": ("text", "Code"), "title": ("text", "Title"), "description": ("text", "Description"),
        "url": ("url", "URL"), "dateModified": ("moment", "Last Modified"),
    },
    "Classification": {
        "vocabulary": ("text", "Vocabulary"), "code": ("text", "Code"), "title": ("text", "Title"),
        "description": ("text", "Description"), "url": ("url", "URL"), "dateModified": ("moment", "Last Modified"),
    },
    "Documents": {
        "id": ("text", "Identifier"), "title": ("text", "Title"), "url": ("url", "Web Address"),
        "description": ("text", "Description"), "documentType": ("text", "Document Type"),
        "dateModified": ("moment", "Last Modified"),
    },
    "Transaction": {
        "id": ("text", "Identifier"), "transactionDate": ("date", "Transaction Date"),
        "currency": ("currency", "Currency"), "value": ("number", "Value"), "valueDate": ("date", "Value Date"),
        "description": ("text", "Description"), "provider": ("text", "Provider"), "recipient": ("text", "Recipient"),
        "dateModified": ("moment", "Last Modified"),
    },
})  # fmt: skip
REQUIRED = MappingProxyType({
    "Grant": ("id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization"),
    "Organization": ("id", "name"),
    "Person": ("id", "name"),
})  # fmt: skip
RECIPIENTS = ("recipientOrganization", "recipientIndividual")  # one of the two, not both
# Where the standard lets a value be empty.
NULLABLE = MappingProxyType({
    "Grant": ("dataSource",),
    "Organization": ("organisationType",),
    "Location": ("name", "countryCode", "latitude", "longitude", "description", "geoCode", "geoCodeType"),
    "Classification": ("title", "description", "url"),
    "GrantProgramme": ("title", "description", "url"),
    "Documents": ("title", "url", "description", "documentType"),
    "Transaction": ("valueDate", "description", "provider", "recipient"),
})  # fmt: skip
