<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * A data object that modules may extend.
 *
 * @api
 */
interface ExtensibleDataInterface
{
    public const EXTENSION_ATTRIBUTES_KEY = 'extension_attributes';
}
