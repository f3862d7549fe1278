// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Amounts} from "./Amounts.sol";
import {Asset} from "./Asset.sol";
import {Assets} from "./Assets.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title Transformations: what is used up, what is made of it, and that nothing comes from nothing
abstract contract Transformations is Assets {
    /// @inheritdoc ICustodyLedger
    function transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash)
        external
    {
        _transform(commandId, inputs, outputs, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function transformBalanced(
        bytes32 commandId,
        Input[] calldata inputs,
        Output[] calldata outputs,
        uint80 loss,
        Model model,
        bytes32 eventHash
    ) external {
        if (model == Model.None) revert NoModel();
        uint24 actor = _transform(commandId, inputs, outputs, eventHash);

        bytes3 measure = Amounts.measure(loss);
        uint256 lost = Amounts.quantity(loss);
        uint256 quantityIn = 0;
        for (uint256 i = 0; i < inputs.length; i++) {
            if (Amounts.measure(inputs[i].quantity) == measure) quantityIn += Amounts.quantity(inputs[i].quantity);
        }
        uint256 quantityOut = 0;
        for (uint256 i = 0; i < outputs.length; i++) {
            if (Amounts.measure(outputs[i].quantity) == measure) quantityOut += Amounts.quantity(outputs[i].quantity);
        }
        if (measure == 0 || quantityIn == 0) revert NothingToBalance(measure);
        if (quantityIn != quantityOut + lost) revert Unbalanced(measure, quantityIn, quantityOut, lost);
        emit MassBalanced(commandId, actor, model, measure, quantityIn, quantityOut, lost, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function consume(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint80 quantity, bytes32 eventHash)
        external
    {
        _consume(commandId, asset, expectedVersion, quantity, eventHash, _actor());
    }

    function _transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash)
        private
        returns (uint24 actor)
    {
        actor = _actor();
        if (inputs.length == 0) revert NoInputs();
        for (uint256 i = 0; i < inputs.length; i++) {
            _consume(commandId, inputs[i].asset, inputs[i].expectedVersion, inputs[i].quantity, eventHash, actor);
        }
        _registerAll(commandId, outputs, eventHash, actor);
        // Neither length can come near 2^32: each element has a log of its own to pay for.
        // forge-lint: disable-next-line(unsafe-typecast)
        emit Transformed(commandId, actor, uint32(inputs.length), uint32(outputs.length), eventHash);
    }

    function _consume(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint80 quantity,
        bytes32 eventHash,
        uint24 actor
    ) private {
        Asset a = _ownAsset(asset, expectedVersion, actor);
        if (a.kind() == Kind.Unit) revert InvalidKind(asset, a.kind());
        if (a.kind() == Kind.Lot ? Amounts.quantity(quantity) == 0 : quantity != 0) {
            revert InvalidQuantity(asset, a.kind(), quantity);
        }
        bytes3 measure = Amounts.measure(a.content());
        if (Amounts.measure(quantity) != measure) revert OtherMeasure(asset, Amounts.measure(quantity), measure);
        uint56 rest = Amounts.quantity(a.content());
        if (Amounts.quantity(quantity) > rest) {
            revert InsufficientQuantity(asset, Amounts.quantity(quantity), rest);
        }
        a = a.withContent(a.content() - Amounts.quantity(quantity));
        if (Amounts.quantity(a.content()) == 0) a = a.withStatus(Status.Consumed);
        a = _store(asset, a);
        emit InputConsumed(commandId, asset, actor, quantity, a.content(), a.version(), eventHash);
    }
}
