import uvicorn
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.get("/socket")
async def socket(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


uvicorn.run(
    app, host="93.184.216.34", port=443, ssl_certfile="chain.pem", ssl_keyfile="key.pem"
)
