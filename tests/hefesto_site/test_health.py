from tests.contract import ContractClient


def test_health_is_open_to_everyone(anonymous: ContractClient) -> None:
    response = anonymous.get("/health")
    assert response.status_code == 200
    assert response.json()["data"]["status"] == "healthy"
