from fastapi import FastAPI

app = FastAPI()


@app.get("/items/{item_id}")  # hit
async def item(query: str):
    return query


@app.get("/users/{user_id}")
async def user(user_id: int):
    return user_id


@app.get("/orders/{order_id}/lines/{line}")
async def line(order_id: int, *, line: int, query: str = ""):
    return order_id, line, query


@app.get("/items")
async def items(query: str):
    return query
