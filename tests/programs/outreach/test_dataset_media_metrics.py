from tests.contracts import DatasetContract, Defect

FIRST = {
    "work": "勞權十分鐘第1集",
    "channel": "facebook",
    "metric": "reach",
    "value": "3812",
    "year": "112",
    "as_of": "2024-01-31",
    "source": "粉絲專頁洞察報告",
}


class TestMediaMetrics(DatasetContract):
    name = "media_metrics"
    rows = (
        FIRST,
        {**FIRST, "work": "離線的權利", "channel": "youtube", "metric": "views", "source": "工作室數據分析"},
        {**FIRST, "work": "看懂薪資單", "year": "113", "as_of": "2025-01-31", "source": "工作室數據分析"},
    )
    change = {"value": "4000", "as_of": "2024-02-29", "source": "洞察報告匯出檔"}
    found_by = ("十分鐘", "粉絲 第1集")
    defects = (
        Defect({"work": ""}, "work"),
        Defect({"work": "甲|乙"}, "work"),
        Defect({"channel": "radio"}, "channel", "radio"),
        Defect({"metric": "likes"}, "metric", "likes"),
        Defect({"value": ""}, "value"),
        Defect({"value": "-1"}, "value"),
        Defect({"value": "1.5"}, "value"),
        Defect({"as_of": "113.2.30"}, "as_of"),
        Defect({"as_of": ""}, "as_of"),
        Defect({"source": ""}, "source"),
    )
    oddities = (
        Defect({"as_of": "2099-01-01"}, "as_of"),
        Defect({"as_of": "2022-12-31"}, "as_of", "112"),
    )
