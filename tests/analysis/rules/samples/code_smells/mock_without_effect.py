def test_call(mock):
    assert mock.called_once_with(5)  # hit
    mock.assert_called_once  # hit
    assert mock.not_called()  # hit
    mock.assert_called_once_with(5)
    mock.assert_not_called()
    assert mock.called
    assert mock.call_count == 1
    mock.reset()
