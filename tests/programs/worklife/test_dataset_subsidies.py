from tests.contracts import DatasetContract, Defect

FIRST = {
    "number": "112-育兒-0001",
    "year": "112",
    "ubn": "04595257",
    "employer": "榕澗營造股份有限公司",
    "kind": "childcare_measure",
    "spent": "60000",
    "granted": "48000",
    "status": "approved",
}
OTHER = {**FIRST, "ubn": "", "granted": ""}


class TestChildcareSubsidies(DatasetContract):
    name = "childcare_subsidies"
    rows = (
        FIRST,
        {**OTHER, "number": "s-2", "employer": "霽禾資訊", "kind": "home_care", "status": "received"},
        {**OTHER, "number": "113-育兒-0001", "year": "113", "employer": "澄墨餐飲", "status": "rejected"},
    )
    change = {"kind": "lactation_room", "spent": "70000", "granted": "10000", "status": "paid"}
    form_row = {
        "number": "112-育兒-0001", "year": "112", "ubn": "04595257", "employer": "榕澗營造股份有限公司",
        "kind": "childcare_measure", "spent": "60000", "proposed": "48000",
    }  # fmt: skip
    form_change = {"spent": "70000", "proposed": "40000"}
    found_by = ("112-育兒", "榕澗 112", "04595257")
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲|乙"}, "number"),
        Defect({"year": "12"}, "year"),
        Defect({"employer": ""}, "employer"),
        Defect({"kind": "pram"}, "kind", "pram"),
        Defect({"kind": ""}, "kind"),
        Defect({"spent": ""}, "spent"),
        Defect({"spent": "-1"}, "spent"),
        Defect({"granted": "60001"}, "granted", "60,001"),
        Defect({"granted": "1.5"}, "granted"),
        Defect({"status": "lost"}, "status", "lost"),
        Defect({"status": ""}, "status"),
    )
    oddities = (
        Defect({"granted": "48001"}, "granted", "48,000"),
        Defect({"status": "rejected"}, "granted"),
    )
